import HTTPKit
import Kernel
import Privacy

/// The policy's parts, in the order of the page.
extension PolicySection {
    static func who(_ facts: PolicyFacts, _ words: Catalogue) -> PolicySection {
        var sentences = [PolicySentence("privacy.independent", words)]
        if let name = facts.operatorName {
            let address = facts.operatorAddress?.split(whereSeparator: \.isNewline).joined(separator: ", ")
            let arguments = ["name": name, "address": address ?? "–"]
            sentences.append(PolicySentence("privacy.operator", words, arguments))
        } else {
            sentences.append(PolicySentence("privacy.operator_local", words))
        }
        if let contact = facts.contact {
            sentences.append(PolicySentence("privacy.write_to", words, ["email": contact.text]))
        }
        return PolicySection(id: "who", title: words["privacy.who"], sentences: sentences)
    }

    static func kept(_ facts: PolicyFacts, _ words: Catalogue) -> PolicySection {
        var sentences = [
            PolicySentence("privacy.kept_intro", words), PolicySentence("privacy.sealed", words),
            PolicySentence("privacy.cut_addresses", words),
        ]
        if let period = facts.backups {
            let arguments = ["period": words.length(of: period)]
            sentences.append(PolicySentence("privacy.backups", words, arguments))
        }
        return PolicySection(
            id: "kept",
            title: words["privacy.kept"],
            sentences: sentences,
            kept: KeptPart.all(of: facts.rules, words),
            links: [
                PageLink(url: Route.retentionTable.path, label: words["privacy.rules_link"]),
                PageLink(url: Route.dataMap.path, label: words["privacy.map_link"]),
            ]
        )
    }

    static func cookies(_ words: Catalogue, isSecure: Bool) -> PolicySection {
        PolicySection(
            id: "cookies",
            title: words["privacy.cookies"],
            sentences: [PolicySentence("privacy.cookies_intro", words)],
            facts: RegisteredCookie.allCases.map { cookie in
                let why = words["privacy.purpose.\(cookie.dataPurpose.key)"]
                return Fact(cookie.name(isSecure: isSecure), "\(why) · \(words.length(of: cookie.lifetime))")
            }
        )
    }

    static func sharing(_ facts: PolicyFacts, _ words: Catalogue) -> PolicySection {
        var sentences = [
            PolicySentence("privacy.no_sale", words), PolicySentence("privacy.no_training", words),
        ]
        if facts.isDrawnHere { sentences.append(PolicySentence("privacy.drawn_here", words)) }
        if facts.recipients.isEmpty {
            sentences.append(PolicySentence("privacy.recipients_none", words))
        } else {
            let names = ["names": words.list(facts.recipients)]
            sentences.append(PolicySentence("privacy.recipients", words, names))
        }
        if facts.hasMailServer { sentences.append(PolicySentence("privacy.mail_server", words)) }
        if facts.hasProviders { sentences.append(PolicySentence("privacy.providers", words)) }
        return PolicySection(id: "sharing", title: words["privacy.sharing"], sentences: sentences)
    }

    static func rights(_ facts: PolicyFacts, _ words: Catalogue) -> PolicySection {
        var sentences = [
            PolicySentence("privacy.rights_intro", words),
            PolicySentence("privacy.rights_see", words, link: words.link(.privacyCenter, "center.page")),
            PolicySentence(
                "privacy.rights_request",
                words,
                link: words.link(.privacyRequest, "request.page")
            ),
            PolicySentence("privacy.rights_choose", words, link: words.link(.cookies, "cookies.page")),
            PolicySentence("privacy.rights_erase", words, link: words.link(.erase, "privacy.to_erase")),
            PolicySentence("privacy.rights_account", words, link: words.link(.account, "privacy.to_account")),
        ]
        if let contact = facts.contact {
            sentences.append(PolicySentence("privacy.rights_write", words, ["email": contact.text]))
        }
        sentences += [PolicySentence("privacy.required", words), PolicySentence("privacy.complaint", words)]
        return PolicySection(id: "rights", title: words["privacy.rights"], sentences: sentences)
    }

    static func checks(_ words: Catalogue) -> PolicySection {
        let log = PageLink(url: Route.auditCheckpoint.path, label: words["privacy.to_log"])
        return PolicySection(
            id: "checks",
            title: words["privacy.checks"],
            sentences: [
                PolicySentence(
                    "privacy.automatic",
                    words,
                    link: words.link(.decisions, "privacy.to_decisions")
                ),
                PolicySentence("privacy.children", words, link: words.link(.report, "report.page")),
                PolicySentence("privacy.audit", words, link: log),
            ]
        )
    }
}

extension KeptPart {
    /// By category and purpose, in the order of the rules; each period of theirs once, whatever the store.
    fileprivate static func all(of rules: [RetentionRule], _ words: Catalogue) -> [KeptPart] {
        rules.map(\.category).withoutRepeats.map { category in
            let own = rules.filter { $0.category == category }
            return KeptPart(
                name: words["privacy.category.\(category.rawValue.replacing(".", with: "_"))"],
                lines: own.map(\.purpose).withoutRepeats.map { purpose in
                    let ends = own.filter { $0.purpose == purpose }.map { words.end(of: $0) }
                    return Fact(
                        words["privacy.purpose.\(purpose.key)"],
                        "\(words.name(ofBasis: purpose)) · \(words.list(ends.withoutRepeats))"
                    )
                }
            )
        }
    }
}

extension Sequence where Element: Equatable {
    /// The elements in their order, each where it came first.
    fileprivate var withoutRepeats: [Element] {
        reduce(into: []) { found, element in
            if !found.contains(element) { found.append(element) }
        }
    }
}

extension Catalogue {
    /// `needed for what you asked for`.
    fileprivate func name(ofBasis purpose: PurposeDefinition) -> String {
        switch purpose.basis {
        case .contract: self["privacy.basis_contract"]
        case .legitimateInterests: self["privacy.basis_interests"]
        case .consent: self["privacy.basis_consent"]
        case .legalObligation: self["privacy.basis_law"]
        }
    }

    /// `90 days after it was made`.
    fileprivate func end(of rule: RetentionRule) -> String {
        self[Message("privacy.until.\(rule.trigger.rawValue)", ["period": length(of: rule.period)])]
    }

    fileprivate func length(of period: Period) -> String {
        switch period {
        case .days(let count): counted("privacy.days", count)
        case .months(let count): counted("privacy.months", count)
        case .years(let count): counted("privacy.years", count)
        }
    }

    /// In the largest unit that leaves no rest.
    fileprivate func length(of duration: Duration) -> String {
        let seconds = Int(duration.components.seconds)
        if seconds.isMultiple(of: 86_400) { return counted("privacy.days", seconds / 86_400) }
        if seconds.isMultiple(of: 3_600) { return counted("privacy.hours", seconds / 3_600) }
        return counted("privacy.minutes", seconds / 60)
    }
}
