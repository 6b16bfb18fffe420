// Before the tables are read: where scripts run they are hidden, and need no layout.
document.documentElement.classList.add("js");
