import FoundationEssentials

/// The data of server-sent events as they come, one message each (WHATWG HTML, section 9.2.6).
struct EventLines {
    private var line = Data()
    private var data: Data?

    /// What has become whole with these bytes.
    mutating func take(_ piece: Data) -> [Data] {
        var messages: [Data] = []
        for part in piece.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            if part.offset > 0 { end(&messages) }
            line.append(part.element)
        }
        return messages
    }

    private mutating func end(_ messages: inout [Data]) {
        if line.last == 0x0D { line.removeLast() }
        defer { line = Data() }
        guard !line.isEmpty else {
            if let data { messages.append(data) }
            data = nil
            return
        }
        let name = Data("data:".utf8)
        guard line.starts(with: name) else { return }
        let value = line.dropFirst(name.count)
        data = (data ?? Data()) + (value.first == 0x20 ? value.dropFirst() : value)
    }
}
