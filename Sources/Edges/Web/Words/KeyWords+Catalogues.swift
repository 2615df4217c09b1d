package import Accounts
package import Kernel

extension KeyWords {
    /// In the words of the page that shows a key.
    package init(_ catalogues: Catalogues) {
        self.init { change, key, language in catalogues[language].text(of: change, to: key) }
    }
}

extension Catalogue {
    /// What is different about a key, and what it is now.
    fileprivate func text(of change: APIKeyChange, to key: APIKey) -> String {
        let (limits, end) = (key.limits, key.expiresAt)
        let scopes = KeyScope.allCases.filter(key.scopes.contains).map { name(of: $0) }
        let parts: [(label: String, text: String)?] = [
            change.name.map { ("keys.name", $0.text) },
            change.scopes.map { _ in ("keys.scopes_own", series(scopes)) },
            bound("keys.requests_label", change.requestsPerMinute, limits.requestsPerMinute),
            bound("keys.images_label", change.imagesPerDay, limits.imagesPerDay),
            bound(
                "keys.credits_label",
                change.creditsPerMonth,
                limits.creditsPerMonth.map { Int($0.amount) }
            ),
            change.days == .stays ? nil : ("keys.ends", end.map(moment) ?? self["keys.endless"]),
            // The last, for there may be more than a mail bears.
            change.origins.map { _ in ("keys.sites", list(key.origins)) },
        ]
        return parts.compactMap { $0 }
            .map { part in
                self[Message("form.at_field", ["field": self[part.label], "detail": part.text])]
            }
            .joined(separator: " · ")
    }

    private func bound<Value>(
        _ label: String,
        _ change: APIKeyChange.Bound<Value>,
        _ limit: Int?
    ) -> (label: String, text: String)? {
        change == .stays ? nil : (label, limit.map(grouped) ?? self["keys.unlimited"])
    }
}
