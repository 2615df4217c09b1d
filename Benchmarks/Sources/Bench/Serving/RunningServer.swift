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

    init(_ share: ShareContents) throws {
        scratch = try Scratch()
        http = LocalHTTP(port: try Self.freePort())
        let clock = ContinuousClock()
        let start = clock.now
        process = try Program.sibling("nbp").start(
            ["serve"],
            environment: [
                "NBP_DATA_DIR": scratch.file("data").path, "NBP_PORT": "\(http.port)",
                "NBP_SHARE_DIR": share.folder.path, "NBP_LOG_LEVEL": "error",
            ]
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

    private static func freePort() throws -> UInt16 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutableBytes(of: &address) { bytes in
            bytes.withMemoryRebound(to: sockaddr.self) { place in
                bind(descriptor, place.baseAddress, size) == 0
                    && getsockname(descriptor, place.baseAddress, &size) == 0
            }
        }
        guard isBound else { throw Complaint("no port is free") }
        return UInt16(bigEndian: address.sin_port)
    }
}
