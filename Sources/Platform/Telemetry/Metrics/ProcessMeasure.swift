import FoundationEssentials
import Glibc

/// What the system says about this process, under the names that Prometheus gives it.
struct ProcessMeasure {
    let name: String
    let type: String
    let help: String
    let value: Double

    /// What can be read from `/proc` now; without it, nothing.
    static func now() -> [ProcessMeasure] {
        [
            measure("process_cpu_seconds_total", "counter", "Processor time.", seconds(ofFields: 14, 15)),
            measure("process_open_fds", "gauge", "Open file descriptors.", openDescriptors()),
            measure("process_resident_memory_bytes", "gauge", "Memory in use.", residentBytes()),
            measure("process_start_time_seconds", "gauge", "Start, since 1970.", startTime()),
        ].compactMap(\.self)
    }

    private static func measure(
        _ name: String,
        _ type: String,
        _ help: String,
        _ value: Double?
    ) -> ProcessMeasure? {
        value.map { ProcessMeasure(name: name, type: type, help: help, value: $0) }
    }

    /// The sum of fields of `/proc/self/stat`, which counts in clock ticks; fields are numbered as in proc(5).
    private static func seconds(ofFields numbers: Int...) -> Double? {
        let fields = statusFields()
        let ticks = numbers.compactMap { fields[$0].flatMap { Double($0) } }
        guard ticks.count == numbers.count else { return nil }
        return ticks.reduce(0, +) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// The fields of `/proc/self/stat` by their number; the second is a name that may hold blanks and brackets.
    private static func statusFields() -> [Int: Substring] {
        guard let text = read("/proc/self/stat"), let end = text.lastIndex(of: ")") else { return [:] }
        let fields = text[text.index(after: end)...].split(separator: " ")
        return Dictionary(uniqueKeysWithValues: zip(3..., fields))
    }

    static func residentBytes() -> Double? {
        let fields = read("/proc/self/statm")?.split(separator: " ")
        let pages = fields?.dropFirst().first.flatMap { Double($0) }
        return pages.map { $0 * Double(sysconf(Int32(_SC_PAGESIZE))) }
    }

    private static func openDescriptors() -> Double? {
        // One of them is the look itself.
        try? Double(FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count - 1)
    }

    private static func startTime() -> Double? {
        let line = read("/proc/stat")?.split(separator: "\n").first { $0.hasPrefix("btime ") }
        guard let boot = line?.split(separator: " ").last.flatMap({ Double($0) }),
            let sinceBoot = seconds(ofFields: 22)
        else { return nil }
        return boot + sinceBoot
    }

    private static func read(_ path: String) -> String? {
        try? String(contentsOfFile: path, encoding: .utf8)
    }
}
