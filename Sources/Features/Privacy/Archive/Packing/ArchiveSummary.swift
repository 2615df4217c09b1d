import FoundationEssentials
import Kernel
import Purposes

/// The archive as a page to read: works from disk, without scripts and without a network.
struct ArchiveSummary {
    /// Rows of a section and pictures that it shows; the files hold all.
    private static let shown = 200

    let archives: Archives
    let sections: [TableSection]
    let lines: [ManifestLine]
    let pictures: Int
    let words: Catalogue

    func write(to stream: ArchiveStream, under permit: borrowing Permit<HonourRights>) async throws {
        try stream.begin("summary.html")
        try await stream.append(Data(head.utf8))
        if pictures > 0 { try await stream.append(Data(gallery.utf8)) }
        for section in sections {
            let path = "\(ArchivePacker.folder)/\(section.name).json"
            guard let line = lines.first(where: { $0.path == path }), let count = line.records, count > 0
            else { continue }
            try await stream.append(Data(opening(section, line, count).utf8))
            _ = try await section.forEachRow(from: archives, upTo: Self.shown, under: permit) { row in
                try await stream.append(Data(tableRow(row, of: section).utf8))
            }
            let rest = count > Self.shown ? "<p>\(told("more", ["path": line.path]))</p>" : ""
            try await stream.append(Data("</table></div>\(rest)</details>\n".utf8))
        }
        try await stream.append(Data("</main></body></html>\n".utf8))
        stream.end("summary.html", "text/html; charset=utf-8")
    }

    private var head: String {
        let controller = archives.sources.controller
        let title = told("title", ["instance": controller.instance])
        let intro = told(
            "intro",
            [
                "operator": controller.name ?? controller.instance,
                "time": archives.clock.now().description,
            ]
        )
        return """
            <!doctype html>
            <html lang="\(words.language.rawValue)"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self' file:; style-src 'unsafe-inline'">
            <title>\(title)</title><style>\(Self.style)</style></head><body><main>
            <h1>\(title)</h1><p>\(intro)</p><p>\(told("files"))</p>

            """
    }

    private var gallery: String {
        let images = lines.lazy.filter { $0.path.hasPrefix("\(ArchivePacker.pictures)/") }.prefix(Self.shown)
        let items = images.map { line in
            "<a href=\"\(line.path)\"><img src=\"\(line.path)\" alt=\"\(escaped(line.path))\" loading=\"lazy\"></a>"
        }
        return """
            <h2>\(told("pictures", ["count": "\(pictures)"]))</h2><div class="pictures">\(items.joined(separator: "\n"))</div>

            """
    }

    private func opening(
        _ section: TableSection,
        _ line: ManifestLine,
        _ count: Int
    ) -> String {
        let facts = [
            "categories": Set(section.data.map(\.category.rawValue)).sorted().joined(separator: ", "),
            "purposes": Set(section.data.map(\.purpose.key)).sorted().joined(separator: ", "),
            "period": section.table.keep?.period.iso8601 ?? "",
            "trigger": section.table.keep?.trigger.rawValue ?? "",
        ]
        let columns = section.columns.map { "<th scope=\"col\">\(escaped($0.name))</th>" }.joined()
        return """
            <details><summary>\(escaped(section.name)) (\(count))</summary><p>\(told("why", facts))</p>
            <div class="rows"><table><tr>\(columns)</tr>

            """
    }

    private func tableRow(_ row: JSONValue, of section: TableSection) -> String {
        let cells = section.columns.map { column in
            let value = row[column.name]
            let text: String =
                switch value {
                case .null: ""
                case .text(let text): text
                default: (try? value.written()).map { String(decoding: $0, as: UTF8.self) } ?? ""
                }
            return "<td>\(escaped(text))</td>"
        }
        return "<tr>\(cells.joined())</tr>\n"
    }

    private func told(_ part: String, _ facts: [String: String] = [:]) -> String {
        escaped(words[Message("archive.summary.\(part)", facts)])
    }

    private func escaped(_ text: String) -> String {
        text.reduce(into: "") { escaped, character in
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            default: escaped.append(character)
            }
        }
    }

    private static let style = """
        body{font:16px/1.5 system-ui,sans-serif;margin:0;color:#1d1d1f;background:#fff}main{max-width:70rem;margin:auto;padding:1rem}\
        .pictures{display:grid;grid-template-columns:repeat(auto-fill,minmax(9rem,1fr));gap:.5rem}.pictures img{width:100%}\
        .rows{overflow-x:auto}table{border-collapse:collapse;font-size:.85rem}td,th{border:1px solid #ccc;padding:.25rem .5rem;\
        text-align:left;vertical-align:top;max-width:30rem;overflow-wrap:anywhere}summary{padding:.5rem 0;cursor:pointer}
        """
}
