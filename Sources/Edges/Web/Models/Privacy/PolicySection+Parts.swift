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
        PolicySection(
            id: "kept",
            title: words["privacy.kept"],
            sentences: [
                PolicySentence("privacy.kept_intro", words), PolicySentence("privacy.sealed", words),
                PolicySentence("privacy.cut_addresses", words),
            ],
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
    /// By category, in the order of the rules; what differs in its store alone is one line.
    fileprivate static func all(of rules: [RetentionRule], _ words: Catalogue) -> [KeptPart] {
        var (order, lines): ([String], [String: [Fact]]) = ([], [:])
        var seen: Set<[String]> = []
        for rule in rules {
            let category = words["privacy.category.\(rule.category.rawValue.replacing(".", with: "_"))"]
            let (why, how) = (words["privacy.purpose.\(rule.purpose.key)"], words.basisAndEnd(of: rule))
            guard seen.insert([category, why, how]).inserted else { continue }
            if lines[category] == nil { order.append(category) }
            lines[category, default: []].append(Fact(why, how))
        }
        return order.map { KeptPart(name: $0, lines: lines[$0] ?? []) }
    }
}

extension Catalogue {
    /// `needed for what you asked for · 90 days after it was made`.
    fileprivate func basisAndEnd(of rule: RetentionRule) -> String {
        let basis =
            switch rule.purpose.basis {
            case .contract: self["privacy.basis_contract"]
            case .legitimateInterests: self["privacy.basis_interests"]
            case .consent: self["privacy.basis_consent"]
            case .legalObligation: self["privacy.basis_law"]
            }
        let end = self[Message("privacy.until.\(rule.trigger.rawValue)", ["period": length(of: rule.period)])]
        return "\(basis) · \(end)"
    }

    private func length(of period: Period) -> String {
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
