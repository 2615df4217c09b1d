import Foundation
import Glibc

/// `nbp serve` with a data directory of its own; it ends with the object.
final class RunningServer {
    /// How long a server may take to get ready before we give up.
    private static let patience: Duration = .seconds(30)

    let http: LocalHTTP
    /// From the start of the process to the first answer that it is ready.
    let timeToReady: Duration
    private let process: Process
    private let scratch: Scratch

    /// - Parameters:
    ///   - share: the share folder.
    ///   - settings: more variables of its environment.
    ///   - files: what lies in its data directory before it starts, by name.
    /// - Throws: when it does not get ready.
    init(
        _ share: ShareContents,
        settings: [String: String] = [:],
        files: [String: String] = [:]
    ) throws {
        scratch = try Scratch()
        let data = scratch.file("data")
        try FileManager.default.createDirectory(
            at: data,
            withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700]
        )
        for (name, text) in files { try Data(text.utf8).write(to: data.appending(path: name)) }
        http = LocalHTTP(port: try LocalHTTP.freePort())
        let clock = ContinuousClock()
        let start = clock.now
        process = try Program.sibling("nbp").start(
            ["serve"],
            environment: [
                "NBP_DATA_DIR": data.path, "NBP_PORT": "\(http.port)",
                "NBP_SHARE_DIR": share.folder.path, "NBP_LOG_LEVEL": "error",
            ].merging(settings) { $1 }
        )
        while (try? http.get("/readyz"))?.status != 200 {
            guard process.isRunning, clock.now - start < Self.patience else {
                throw Complaint("the server did not get ready; start nbp serve by hand to see why")
            }
            usleep(1_000)
        }
        timeToReady = clock.now - start
    }

    deinit {
        process.terminate()
        process.waitUntilExit()
    }

    /// Bytes of memory that are its own or shared, and in use now.
    func residentBytes() throws -> Double {
        let status = try String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        guard let kibibytes = line?.split(separator: " ").dropFirst().first.flatMap({ Double($0) }) else {
            throw Complaint("the server's memory cannot be read")
        }
        return kibibytes * 1_024
    }
}
