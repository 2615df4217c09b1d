import Blobs
import Foundation
import Kernel
import Studio
import TestSupport
import Testing

struct CollectTests {
    let place: TestInstallation
    let person: SubjectID

    init() async throws {
        place = try await TestInstallation()
        person = try await place.newVisitor()
    }

    @Test(arguments: [(Duration.minutes(59), 0), (.minutes(61), 2)])
    func `files that no picture refers to go after an hour`(later: Duration, count: Int) async throws {
        let job = try await place.run(.sample(size: "200x64"), for: person)
        for name in [BlobName(.sample(1), variant: "full"), BlobName(.sample(1), width: 160)] {
            try await place.blobs.write(Data(), as: name, under: place.permit(for: person))
        }
        place.time.advance(by: later)
        #expect(try await place.studio.collect() == count)
        let left = try await place.files.list().filter { $0.name.image == job.images.first?.id }
        #expect(left.count == 2)
    }

    @Test func `idempotency keys that are over go`() async throws {
        _ = try await place.submit(.sample(key: "old"), for: person)
        place.time.advance(by: .hours(23))
        _ = try await place.submit(.sample(key: "new"), for: person)
        place.time.advance(by: .hours(1))
        try await place.sweep()
        #expect(try await place.rows(in: "studio_request") == 1)
    }
}

extension Duration {
    fileprivate static func minutes(_ count: Int) -> Duration { .seconds(count * 60) }
}
