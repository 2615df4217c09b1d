import API
import Accounts
import Audit
import Engines
import HTTPKit
import Kernel
import Queue
import Studio

extension AdminSection {
    /// Something that somebody should look after, with the way there for whoever may go it.
    static func attention(
        _ attention: Attention,
        number: Int,
        for role: StaffRole,
        _ words: Catalogue
    ) -> AdminSection {
        let link = PageLink(
            url: Links(words.language).page(.admin(attention.place)),
            label: words["admin.look"]
        )
        return AdminSection(
            id: "attention-\(number)",
            title: words[attention.title],
            isAlarm: true,
            paragraphs: [words[attention.detail]],
            links: role.may(attention.right) ? [link] : []
        )
    }

    static func calm(_ words: Catalogue) -> AdminSection {
        AdminSection(id: "calm", title: words["admin.calm"], paragraphs: [words["admin.calm_detail"]])
    }

    /// The last day in a few numbers.
    static func today(
        _ work: WorkReport,
        _ freeSpace: Int64?,
        _ words: Catalogue
    ) -> AdminSection {
        let jobs = Job.Status.allCases.map {
            Fact(words["admin.status.\($0.rawValue)"], words.grouped(work.tally.byStatus[$0] ?? 0))
        }
        let space = freeSpace.map { Fact(words["admin.free_space"], words.mebibytes(Int($0))) }
        return AdminSection(
            id: "today",
            title: words["admin.today"],
            facts: jobs + [Fact(words["admin.waiting_work"], words.grouped(work.waiting))]
                + [space].compactMap(\.self)
        )
    }

    static func queue(_ work: WorkReport, _ words: Catalogue) -> AdminSection {
        AdminSection(
            id: "queue",
            title: words["admin.queue"],
            facts: [
                Fact(words["admin.waiting_work"], words.grouped(work.waiting)),
                Fact(words["admin.running_work"], words.grouped(work.running)),
                Fact(
                    words["admin.oldest"],
                    work.oldestWaiting.map { words.moment($0) } ?? words["admin.nothing"],
                    moment: work.oldestWaiting
                ),
            ],
            table: AdminTable(
                caption: words["admin.queue"],
                headers: [words["admin.kind"], words["admin.waiting_work"], words["admin.running_work"]],
                rows: work.depth.map {
                    AdminRow(
                        AdminCell($0.type.rawValue),
                        [AdminCell(words.grouped($0.waiting)), AdminCell(words.grouped($0.running))]
                    )
                }
            )
        )
    }

    /// Failed jobs of the last day by cause.
    static func failures(_ work: WorkReport, _ words: Catalogue) -> AdminSection {
        let causes = work.tally.byFailure.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        return AdminSection(
            id: "failures",
            title: words["admin.failures"],
            paragraphs: causes.isEmpty ? [words["admin.no_failures"]] : [],
            table: causes.isEmpty
                ? nil
                : AdminTable(
                    caption: words["admin.failures"],
                    headers: [words["admin.cause"], words["admin.job_count"]],
                    rows: causes.map { cause, count in
                        AdminRow(
                            AdminCell(words["problem.\(cause).title"]),
                            [AdminCell(words.grouped(count))]
                        )
                    }
                )
        )
    }

    /// Work that failed and waits, with a button for each that tries it now.
    static func struggles(
        _ work: WorkReport,
        for role: StaffRole,
        _ words: Catalogue
    ) -> AdminSection {
        guard !work.struggles.isEmpty else {
            return AdminSection(
                id: "struggles",
                title: words["admin.struggles"],
                paragraphs: [words["admin.no_struggles"]]
            )
        }
        let action = Links(words.language).page(.admin(.retryWork))
        return AdminSection(
            id: "struggles",
            title: words["admin.struggles"],
            isAlarm: true,
            paragraphs: [words["admin.struggles_detail"]],
            table: AdminTable(
                caption: words["admin.struggles"],
                headers: [
                    words["admin.work"], words["admin.kind"], words["admin.tries"], words["admin.since"],
                    words["admin.next_try"],
                ],
                rows: work.struggles.map {
                    AdminRow(
                        AdminCell($0.id.text),
                        [
                            AdminCell($0.type.rawValue), AdminCell(words.grouped($0.failures + $0.losses)),
                            AdminCell(words.moment($0.madeAt), moment: $0.madeAt),
                            AdminCell(words.moment($0.runAt), moment: $0.runAt),
                        ]
                    )
                }
            ),
            forms: role.may(.retryWork)
                ? work.struggles.map { struggle in
                    FormPart(
                        action: action,
                        hidden: [HiddenField(name: "work", value: struggle.id.text)],
                        button: words[Message("admin.retry", ["work": struggle.id.text])]
                    )
                } : []
        )
    }

    static func engines(_ engines: [EngineReport], _ words: Catalogue) -> AdminSection {
        AdminSection(
            id: "engines",
            title: words["models.title"],
            isAlarm: engines.contains { $0.health == .failing || $0.health == .off },
            table: AdminTable(
                caption: words["models.title"],
                headers: [
                    words["admin.model"], words["admin.health"], words["admin.place"],
                    words["admin.jobs_day"],
                    words["admin.failed_day"], words["admin.last_error"],
                ],
                rows: engines.map { engine in
                    AdminRow(
                        AdminCell(words.name(ofModel: engine.model.id)),
                        [
                            AdminCell(words["admin.health.\(engine.health.rawValue)"]),
                            AdminCell(words.place(of: engine.model)), AdminCell(words.grouped(engine.ended)),
                            AdminCell(words.grouped(engine.failed)),
                            AdminCell(
                                engine.lastFailure.map { words.moment($0) } ?? words["admin.nothing"],
                                moment: engine.lastFailure
                            ),
                        ]
                    )
                }
            )
        )
    }

    static func settings(_ settings: [SettingLine], _ words: Catalogue) -> AdminSection {
        AdminSection(
            id: "settings",
            title: words["admin.settings"],
            table: AdminTable(
                caption: words["admin.settings"],
                headers: [words["admin.setting"], words["admin.value"], words["admin.source"]],
                rows: settings.map { line in
                    AdminRow(
                        AdminCell(line.variable),
                        [
                            AdminCell(
                                line.value ?? words[line.isSet ? "admin.secret_set" : "admin.secret_unset"]
                            ),
                            AdminCell(words["admin.source.\(line.source)"]),
                        ]
                    )
                }
            )
        )
    }

    static func audit(_ report: AuditReport, _ words: Catalogue) -> AdminSection {
        var section = AdminSection(id: "audit", title: words["admin.audit_unread"])
        switch report.finding {
        case .verified(let size):
            section = AdminSection(
                id: "audit",
                title: words["admin.audit_good"],
                paragraphs: [words.counted("admin.audit_acts", size)]
            )
        case .damaged(let why):
            section = AdminSection(
                id: "audit",
                title: words["admin.audit_bad"],
                isAlarm: true,
                paragraphs: [words["admin.audit_bad_detail"], why]
            )
        case nil:
            break
        }
        section.facts = report.checkpoint.map { [Fact(words["admin.checkpoint"], $0)] } ?? []
        section.links = [
            PageLink(url: Route.auditCheckpoint.path, label: words["admin.checkpoint_link"]),
            PageLink(url: Route.auditKey.path, label: words["admin.key_link"]),
        ]
        return section
    }
}

extension Attention {
    fileprivate var title: Message { Message("admin.attention_\(name)_title", arguments) }

    fileprivate var detail: Message { Message("admin.attention_\(name)_detail", arguments) }

    private var name: String {
        switch self {
        case .auditAlarm: "audit"
        case .diskLow: "disk"
        case .workFails: "work"
        case .engineFails: "engine"
        case .casesOpen: "cases"
        case .requestsDue: "requests"
        case .holdsWaiting: "holds"
        case .objectionsWaiting: "objections"
        case .accountsFrozen: "frozen"
        case .mailsLost: "mail"
        }
    }

    private var arguments: [String: String] {
        switch self {
        case .auditAlarm: [:]
        case .diskLow(let free): ["free": "\(free >> 20) MiB"]
        case .workFails(let number), .casesOpen(let number), .requestsDue(let number),
            .holdsWaiting(let number), .objectionsWaiting(let number), .accountsFrozen(let number),
            .mailsLost(let number):
            ["n": "\(number)"]
        case .engineFails(let model): ["model": model]
        }
    }

    /// Where one looks after it.
    fileprivate var place: AdminAddress {
        switch self {
        case .auditAlarm: .audit
        case .diskLow: .settings
        case .workFails: .jobs
        case .engineFails: .engines
        case .casesOpen: .abuse
        case .requestsDue: .requests
        case .holdsWaiting: .holds
        case .objectionsWaiting: .objections
        case .accountsFrozen: .accounts
        case .mailsLost: .metrics
        }
    }

    /// The right that this takes.
    fileprivate var right: StaffRight {
        switch self {
        case .auditAlarm: .seeAudit
        case .diskLow: .seeSettings
        case .workFails: .seeJobs
        case .engineFails: .seeEngines
        case .casesOpen: .decideAbuse
        case .requestsDue: .answerRequests
        case .holdsWaiting: .holdRecords
        case .objectionsWaiting: .decideObjections
        case .accountsFrozen: .seeAccounts
        case .mailsLost: .seeMetrics
        }
    }
}
