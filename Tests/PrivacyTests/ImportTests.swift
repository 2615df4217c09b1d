import Archive
import Crypto
import Foundation
import Kernel
import Privacy
import TestSupport
import Testing

/// Archives that are read.
@Suite(.timeLimit(.minutes(5)))
struct ImportTests {
    let place: TestInstallation
    let person: SubjectID

    init() async throws {
        place = try await TestInstallation()
        person = try await place.newVisitor()
    }

    enum Excess: CaseIterable {
        case values
        case bytes

        var rows: String {
            switch self {
            case .values: "[" + String(repeating: "0,", count: 2_200_000) + "0]"
            case .bytes: "[\"" + String(repeating: "x", count: 17 << 20) + "\"]"
            }
        }
    }

    @Test(arguments: Excess.allCases)
    func `a file of more than memory is meant for is not read`(excess: Excess) async throws {
        let source = try Self.archive(of: Data(excess.rows.utf8))
        let (sections, isComplete) = try await place.archives.read(source, for: person, askedBy: "operator")
        let jobs = try #require(sections.first { $0.name == "studio_job" })
        #expect(jobs.read == 1 && jobs.written == 0)
        #expect(jobs.skipped == ["damaged": 1])
        #expect(!isComplete)
    }

    /// An archive with one file of records, which are jobs.
    private static func archive(of rows: Data) throws -> ArchiveSource {
        let hash = SHA256.hash(data: rows).map { String(format: "%02x", $0) }.joined()
        let line: [String: Any] = ["path": "data/studio_job.json", "sha256": hash, "records": 1]
        let schema = "https://elsewhere.example/schemas/archive/1"
        let manifest: [String: Any] = ["schema": schema, "files": [line]]
        let manifestBytes = try JSONSerialization.data(withJSONObject: manifest)
        let writer = try ZipWriter()
        var bytes = Data()
        for (path, content) in [("data/studio_job.json", rows), ("manifest.json", manifestBytes)] {
            try writer.begin(
                #require(ArchivePath(path)),
                storing: content.count,
                at: Timestamp(milliseconds: 1_765_000_000_000)
            )
            try writer.append(content)
            bytes.append(writer.take())
        }
        try writer.finish()
        bytes.append(writer.take())
        return ArchiveSource(size: bytes.count) { [bytes] in bytes.dropFirst($0).prefix($1) }
    }
}
