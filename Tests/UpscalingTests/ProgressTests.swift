import CUpscaling
import Dispatch
import Foundation
import Imaging
import Synchronization
import Testing

@testable import Upscaling

/// Progress, and stopping.
@Suite(.timeLimit(.minutes(5)))
struct ProgressTests {
    @Test func `progress goes from nothing to all, layer by layer`() async throws {
        let picture = try await Support.imaging.picture(of: Support.pattern(400, 8))
        let told = Mutex<[Double]>([])
        _ = try await Support.upscaler.enlarge(picture, by: 2) { share in
            told.withLock { $0.append(share) }
        }
        let shares = told.withLock { $0 }
        #expect(shares.first == 0)
        #expect(shares.last == 1)
        #expect(shares == shares.sorted())
        // Two tiles of 18 layers.
        #expect(shares.count == 37)
    }

    @Test func `a cancelled task enlarges nothing`() async throws {
        let picture = try await Support.imaging.picture(of: Support.pattern(40, 40))
        let byNetwork = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await Support.upscaler.enlarge(picture, by: 4)
        }
        await #expect(throws: ImagingError.cancelled) { try await byNetwork.value }
        let byFilter = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await Support.imaging.enlarge(picture, by: 4)
        }
        await #expect(throws: ImagingError.cancelled) { try await byFilter.value }
    }

    @Test func `work that is cancelled in a tile ends within a layer`() async throws {
        let picture = try await Support.imaging.picture(of: Support.pattern(300, 300))
        let begun = AsyncStream.makeStream(of: Void.self)
        let told = Atomic(0)
        // The network waits at a layer until it has been cancelled, however busy the machine is.
        let isCancelled = DispatchSemaphore(value: 0)
        let task = Task {
            try await Support.upscaler.enlarge(picture, by: 4) { _ in
                guard told.add(1, ordering: .relaxed).newValue == 3 else { return }
                begun.continuation.yield()
                isCancelled.wait()
            }
        }
        for await _ in begun.stream { break }
        task.cancel()
        isCancelled.signal()
        await #expect(throws: ImagingError.cancelled) { try await task.value }
        #expect(told.load(ordering: .relaxed) < 18)
    }

    @Test(arguments: [1, 2, 10, 19])
    func `the façade stops at the layer where it is told to`(most: Int) throws {
        final class Count {
            let most: Int
            var calls = 0
            init(_ most: Int) { self.most = most }
        }
        let pixels = try Support.pattern(30, 30)
        let bytes = try Data(contentsOf: Support.weights)
        var net: OpaquePointer?
        try bytes.withUnsafeBytes { bytes in
            let start = try #require(bytes.baseAddress)
            #expect(upscaling_load(start, bytes.count, 1, &net) == .UPSCALING_OK)
        }
        let handle = try #require(net)
        defer { upscaling_release(handle) }
        let count = Count(most)
        var target = [UInt8](repeating: 0, count: pixels.bytes.count * 16)
        let status = pixels.bytes.withUnsafeBufferPointer { samples -> upscaling_status in
            guard let start = samples.baseAddress else { return .UPSCALING_FAILED }
            let source = upscaling_picture(pixels: start, width: 30, height: 30, bands: 3)
            let step: upscaling_step = { context, _ in
                guard let context else { return false }
                let count = Unmanaged<Count>.fromOpaque(context).takeUnretainedValue()
                count.calls += 1
                return count.calls < count.most
            }
            return upscaling_run(handle, source, 4, &target, step, Unmanaged.passUnretained(count).toOpaque())
        }
        #expect(status == .UPSCALING_STOPPED)
        #expect(count.calls == most)
    }
}
