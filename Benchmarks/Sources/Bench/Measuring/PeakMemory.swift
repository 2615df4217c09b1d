import FoundationEssentials

/// The most memory of this process that was resident at a time.
enum PeakMemory {
    /// Counts from now on.
    static func forget() throws {
        try Data("5".utf8).write(to: URL(filePath: "/proc/self/clear_refs"))
    }

    static func bytes() throws -> Double {
        let status = try String(contentsOf: URL(filePath: "/proc/self/status"), encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        guard let words = line?.split(whereSeparator: \.isWhitespace), words.count == 3,
            let kibibytes = Double(words[1])
        else { throw Complaint("the kernel does not tell the peak of memory") }
        return kibibytes * 1_024
    }
}
