package import Accounts
package import Kernel
import Mail

extension KeyWords {
    /// In the words of the page that shows a key.
    package init(_ catalogues: Catalogues) {
        self.init { before, now in
            catalogues[now.language].changes(from: before, to: now, within: Letter.longestValue)
        }
    }
}

extension Catalogue {
    /// What was added to a key, and what else is different; of sites as many as there is room for.
    fileprivate func changes(
        from before: APIKey,
        to now: APIKey,
        within room: Int
    ) -> String {
        let scopes = KeyScope.allCases.filter(now.scopes.subtracting(before.scopes).contains)
        let (old, new) = (before.limits, now.limits)
        let parts = [
            scopes.isEmpty ? nil : part("keys.scopes_added", series(scopes.map { self.name(of: $0) })),
            bound("keys.requests_label", old.requestsPerMinute, new.requestsPerMinute),
            bound("keys.images_label", old.imagesPerDay, new.imagesPerDay),
            bound(
                "keys.credits_label",
                old.creditsPerMonth.map { Int($0.amount) },
                new.creditsPerMonth.map { Int($0.amount) }
            ),
            before.expiresAt == now.expiresAt
                ? nil : part("keys.ends", now.expiresAt.map(moment) ?? self["keys.endless"]),
        ].compactMap { $0 }
        let others = joined(parts)
        let sites = now.origins.filter { !before.origins.contains($0) }
        guard !sites.isEmpty else { return others }
        let choices = (1...sites.count).reversed().map { joined([naming(sites, first: $0)] + parts) }
        return choices.first { $0.count <= room } ?? choices.last ?? others
    }

    /// The first so many of the sites that were added, and how many more there are.
    private func naming(_ sites: [String], first count: Int) -> String {
        let (named, rest) = (list(Array(sites.prefix(count))), sites.count - count)
        let text = rest == 0 ? named : self[Message("keys.and_more", ["list": named, "n": "\(rest)"])]
        return part("keys.sites_added", text)
    }

    private func bound(
        _ label: String,
        _ old: Int?,
        _ new: Int?
    ) -> String? {
        old == new ? nil : part(label, new.map(grouped) ?? self["keys.unlimited"])
    }

    private func part(_ label: String, _ text: String) -> String {
        self[Message("form.at_field", ["field": self[label], "detail": text])]
    }

    private func joined(_ parts: [String]) -> String { parts.joined(separator: " · ") }
}
