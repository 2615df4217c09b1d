import CImaging
import Foundation
import Kernel
import Synchronization
import Testing

@testable import Imaging

/// Serialised, because they compare times.
@Suite(.serialized)
struct CancellationTests {
    let imaging = Imaging()
    let size = PixelSize(width: 6_000, height: 6_000)

    @Test(arguments: ImageEncoding.all)
    func `a cancelled task encodes nothing`(encoding: ImageEncoding) async throws {
        let picture = try await imaging.draw(svg: Scene.quadrants, size: Sample.size)
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await imaging.encode(picture, as: encoding)
        }
        await #expect(throws: ImagingError.cancelled) { try await task.value }
    }

    @Test func `a cancelled task draws nothing`() async {
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await imaging.draw(svg: Scene.quadrants, size: size)
        }
        await #expect(throws: ImagingError.cancelled) { try await task.value }
    }

    @Test func `an encoder stops in its middle`() async throws {
        let picture = try await imaging.draw(svg: Scene.landscape, size: size)
        let whole = try duration { call in
            var bytes = imaging_bytes()
            #expect(imaging_encode_png(picture.handle, call.handle, &bytes) == .IMAGING_OK)
            imaging_free(bytes.data)
        }
        let stopped = try duration { call in
            call.stop()
            var bytes = imaging_bytes()
            #expect(imaging_encode_png(picture.handle, call.handle, &bytes) == .IMAGING_STOPPED)
            #expect(bytes.data == nil)
        }
        #expect(stopped < whole / 4)
    }

    @Test func `shrinking stops in its middle`() async throws {
        let picture = try await imaging.draw(svg: Scene.landscape, size: size)
        let whole = try duration { call in
            _ = try call.shrink(picture, to: PixelSize(width: 5_000, height: 5_000))
        }
        let stopped = try duration { call in
            call.stop()
            var smaller: OpaquePointer?
            #expect(imaging_shrink(picture.handle, 5_000, 5_000, call.handle, &smaller) == .IMAGING_STOPPED)
            #expect(smaller == nil)
        }
        #expect(stopped < whole / 4)
    }

    @Test func `decoding stops in its middle`() async throws {
        let bytes = try await imaging.encode(imaging.draw(svg: Scene.landscape, size: size), as: .png)
        let candidate = try Candidate(bytes)
        let whole = try duration { call in
            _ = try candidate.decode(call)
        }
        let stopped = try duration { call in
            call.stop()
            var picture: OpaquePointer?
            let status = bytes.withUnsafeBytes {
                imaging_decode(
                    $0.baseAddress ?? UnsafeRawPointer(call.handle),
                    $0.count,
                    .IMAGING_PNG,
                    call.handle,
                    &picture
                )
            }
            #expect(status == .IMAGING_STOPPED)
            #expect(picture == nil)
        }
        #expect(stopped < whole / 4)
    }

    @Test func `stopping one call leaves another on the same picture alone`() async throws {
        let picture = try await imaging.draw(
            svg: Scene.landscape,
            size: PixelSize(width: 2_000, height: 2_000)
        )
        async let finished = imaging.encode(picture, as: .png)
        for _ in 0..<20 {
            let call = try Call()
            call.stop()
            var bytes = imaging_bytes()
            #expect(imaging_encode_png(picture.handle, call.handle, &bytes) == .IMAGING_STOPPED)
        }
        #expect(try await imaging.probe(finished).size == picture.size)
    }

    @Test func `a running task is cancelled`() async throws {
        let picture = try await imaging.draw(svg: Scene.landscape, size: size)
        let alone = Imaging(threads: 1)
        let task = Task { try await alone.encode(picture, as: .png) }
        // From a thread of its own: the tasks of other tests may keep every thread of Swift's for longer than this encodes.
        DispatchQueue.global().async {
            while alone.pending.load(ordering: .relaxed) == 0 { usleep(1_000) }
            task.cancel()
        }
        await #expect(throws: ImagingError.cancelled) { try await task.value }
    }

    @Test func `a full queue is refused`() async {
        let none = Imaging(threads: 1, longestQueue: 0)
        await #expect(throws: ImagingError.busy) { try await none.probe(PNGBuilder.signature) }
    }

    @Test func `a queue empties again`() async throws {
        let one = Imaging(threads: 1, longestQueue: 1)
        for _ in 0..<3 {
            _ = try await one.draw(svg: Scene.quadrants, size: Sample.size)
            await #expect(throws: ImagingError.notAnImage) { try await one.probe(Data()) }
        }
    }

    @Test func `the library's words go to the log and nowhere else`() async throws {
        let words = Words()
        let imaging = Imaging(log: { words.append($0) })
        await #expect(throws: ImagingError.damaged) { try await imaging.probe(PNGBuilder.signature) }
        #expect(!words.all.isEmpty)
    }

    private func duration(_ work: (Call) throws -> Void) throws -> Duration {
        let call = try Call()
        return try ContinuousClock().measure { try work(call) }
    }
}
