import Analytics
import HTTPKit
import Kernel

extension [AdminSection] {
    /// How the product is used: one drawing of the days, and a list for each thing that uses are told apart by.
    static func usage(_ report: UsageReport, _ words: Catalogue) -> [AdminSection] {
        guard !report.isEmpty else {
            return [
                AdminSection(
                    id: "usage",
                    title: words["admin.usage_days"],
                    paragraphs: [words["admin.usage_none"]]
                )
            ]
        }
        return [
            AdminSection(
                id: "usage",
                title: words["admin.usage_days"],
                paragraphs: [words["admin.usage_few"]],
                charts: [.usage(report.days, words)]
            )
        ] + UsageTrait.allCases.map { AdminSection.usage($0, report.shares[$0] ?? [], words) }
    }
}

extension AdminSection {
    fileprivate static func usage(
        _ trait: UsageTrait,
        _ shares: [UsageReport.Share],
        _ words: Catalogue
    ) -> AdminSection {
        let title = words["admin.usage_\(trait.rawValue)"]
        guard !shares.isEmpty else {
            return AdminSection(
                id: "usage-\(trait.rawValue)",
                title: title,
                paragraphs: [words["admin.nothing"]]
            )
        }
        return AdminSection(
            id: "usage-\(trait.rawValue)",
            title: title,
            table: AdminTable(
                caption: title,
                headers: [title, words["admin.usage_count"]],
                rows: shares.map { share in
                    AdminRow(AdminCell(trait.name(share.name, words)), [AdminCell(share.count.written)])
                }
            )
        )
    }
}

extension ChartPart {
    /// Views and visitors by day; a number that is too small to be shown leaves a gap.
    fileprivate static func usage(_ days: [UsageReport.Day], _ words: Catalogue) -> ChartPart {
        let lines: [(name: String, figure: (UsageReport.Day) -> UsageFigure)] = [
            (words["admin.usage_views"], \.views), (words["admin.usage_visitors"], \.visitors),
        ]
        let shown = days.flatMap { day in lines.compactMap { $0.figure(day).shown } }
        let frame = ChartFrame(from: days.first?.start, to: days.last?.start, top: shown.max() ?? 0)
        return ChartPart(
            id: "chart-usage",
            title: words["admin.usage_days"],
            summary: words["admin.usage_days_detail"],
            lines: lines.enumerated().map { place, line in
                ChartLine(
                    name: line.name,
                    number: place + 1,
                    path: frame.path(
                        days.compactMap { day in line.figure(day).shown.map { (day.start, $0) } }
                    ),
                    latest: days.last.map { line.figure($0).written } ?? ""
                )
            },
            marks: frame.marks.map { ChartMark(y: frame.y($0).drawn, label: $0.plain) },
            from: days.first?.written ?? "",
            to: days.last?.written ?? "",
            table: AdminTable(
                caption: words["admin.usage_days"],
                headers: [words["admin.time"]] + lines.map(\.name),
                rows: days.reversed().map { day in
                    AdminRow(AdminCell(day.written), lines.map { AdminCell($0.figure(day).written) })
                }
            )
        )
    }
}

extension UsageReport.Day {
    /// `2026-11-28`, the same in every language.
    fileprivate var written: String { String(start.description.prefix(10)) }
}

extension UsageFigure {
    fileprivate var shown: Double? {
        switch self {
        case .exactly(let number): Double(number)
        case .few: nil
        }
    }

    fileprivate var written: String {
        switch self {
        case .exactly(let number): "\(number)"
        case .few: "<\(Self.least)"
        }
    }
}

extension UsageTrait {
    /// Names of ours in the reader's language; what others are called stays.
    fileprivate func name(_ name: String, _ words: Catalogue) -> String {
        switch self {
        case .language: Language(rawValue: name).map { words["language.\($0.rawValue)"] } ?? name
        case .device: ClientSketch.Device(rawValue: name).map { words["admin.device.\($0.rawValue)"] } ?? name
        case .event, .page, .browser, .referrer: name
        }
    }
}
