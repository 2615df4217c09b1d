package import Store

extension Analytics {
    package static let migrations = [
        Migration(
            "analytics-001-use",
            """
            CREATE TABLE analytics_use (
                hour INTEGER NOT NULL,
                feature TEXT NOT NULL,
                action TEXT NOT NULL,
                page TEXT NOT NULL,
                language TEXT NOT NULL,
                device TEXT NOT NULL,
                browser TEXT NOT NULL,
                browser_major INTEGER NOT NULL,
                referrer TEXT NOT NULL,
                uses INTEGER NOT NULL,
                PRIMARY KEY (hour, feature, action, page, language, device, browser, browser_major, referrer)
            ) STRICT;
            CREATE TABLE analytics_day (
                day INTEGER NOT NULL PRIMARY KEY,
                visitors INTEGER NOT NULL
            ) STRICT;
            """
        )
    ]
}
