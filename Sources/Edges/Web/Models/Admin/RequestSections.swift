import HTTPKit
import Kernel
import Privacy

/// The parts of the rights desk's pages for staff.
extension AdminSection {
    /// A list of requests with their clocks; overdue ones raise an alarm.
    static func requests(
        _ id: String,
        _ title: String,
        _ requests: [RightsRequest],
        now: Timestamp,
        _ words: Catalogue
    ) -> AdminSection {
        let links = Links(words.language)
        let rows = requests.map { request in
            AdminRow(
                AdminCell(
                    words["request.kind.\(request.kind.rawValue)"],
                    url: links.page(.admin(.request(request.id)))
                ),
                [
                    AdminCell(words["request.state.\(request.state.rawValue)"]),
                    AdminCell(words["request.region.\(request.regime.rawValue)"]),
                    AdminCell(words.moment(request.receivedAt), moment: request.receivedAt),
                    AdminCell(words.moment(request.dueAt), moment: request.dueAt),
                    AdminCell(words.mark(of: request, now: now)),
                ]
            )
        }
        let headers = [
            "request.kind", "request.state", "request.region", "request.received", "request.due",
            "admin.request_clock",
        ]
        let table = AdminTable(
            caption: words[Message("admin.list_of", ["title": words[title]])],
            headers: headers.map { words[$0] },
            rows: rows
        )
        return AdminSection(
            id: id,
            title: words[title],
            isAlarm: requests.contains { $0.isOverdue(at: now) },
            paragraphs: requests.isEmpty ? [words["admin.requests_none"]] : [],
            table: requests.isEmpty ? nil : table
        )
    }

    static func facts(of file: RequestFile, now: Timestamp, _ words: Catalogue) -> AdminSection {
        let request = file.request
        let account = request.account.map {
            PageLink(
                url: Links(words.language).page(.admin(.account($0))),
                label: words["admin.case_account"]
            )
        }
        var facts = [
            Fact(words["request.kind"], words["request.kind.\(request.kind.rawValue)"]),
            Fact(words["request.state"], words["request.state.\(request.state.rawValue)"]),
            Fact(words["request.region"], words["request.region.\(request.regime.rawValue)"]),
            Fact(words["request.received"], words.moment(request.receivedAt), moment: request.receivedAt),
            Fact(words["request.due"], words.moment(request.dueAt), moment: request.dueAt),
            Fact(words["admin.request_clock"], words.mark(of: request, now: now)),
            Fact(
                words["admin.request_verified"],
                request.verifiedAt.map(words.moment) ?? words["admin.request_unverified"]
            ),
        ]
        if let agent = request.agent { facts.append(Fact(words["admin.request_agent"], agent)) }
        if let email = file.email { facts.append(Fact(words["request.email"], email.text)) }
        if let ground = request.ground {
            facts.append(Fact(words["admin.request_ground"], words["request.ground.\(ground.rawValue)"]))
        }
        return AdminSection(
            id: "facts",
            title: words["admin.request"],
            isAlarm: request.isOverdue(at: now),
            paragraphs: [file.text, file.answer].compactMap(\.self).filter { !$0.isEmpty },
            facts: facts,
            links: [account].compactMap { $0 }
        )
    }

    static func history(of file: RequestFile, _ words: Catalogue) -> AdminSection {
        let rows = file.events.map { event in
            AdminRow(
                AdminCell(words.moment(event.at), moment: event.at),
                [
                    AdminCell(words["request.state.\(event.state.rawValue)"]),
                    AdminCell(
                        [words["request.actor.\(event.actor)"], event.actorName].compactMap(\.self).joined(
                            separator: " "
                        )
                    ),
                    AdminCell(event.reason), AdminCell(event.note ?? ""),
                ]
            )
        }
        let headers = [
            "decision.date", "request.state", "admin.request_actor", "admin.case_reason",
            "admin.request_note",
        ]
        return AdminSection(
            id: "history",
            title: words["admin.request_history"],
            table: AdminTable(
                caption: words[Message("admin.list_of", ["title": words["admin.request_history"]])],
                headers: headers.map { words[$0] },
                rows: rows
            )
        )
    }
}

extension Catalogue {
    /// How the clock of a request stands, in words.
    fileprivate func mark(of request: RightsRequest, now: Timestamp) -> String {
        guard !request.state.isClosed else { return self["admin.request_ended"] }
        if request.isOverdue(at: now) { return self["admin.request_overdue"] }
        return counted("admin.request_days", Int((request.dueAt - now).components.seconds / 86_400))
    }
}
