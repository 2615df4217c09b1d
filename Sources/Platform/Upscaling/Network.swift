import CUpscaling
import FoundationEssentials
import Glibc
import Imaging
import Kernel

/// The network with its weights, in memory of the façade's.
///
/// Unchecked because it owns a C handle: the upscaler hands it to one thread at a time.
final class Network: @unchecked Sendable {
    private let handle: OpaquePointer

    init(_ weights: Data, threads: Int) throws(UpscalerError) {
        var handle: OpaquePointer?
        let status = weights.withUnsafeBytes { bytes in
            bytes.baseAddress.map { upscaling_load($0, bytes.count, Int32(clamping: threads), &handle) }
                ?? .UPSCALING_DAMAGED
        }
        guard status == .UPSCALING_OK, let handle else {
            throw status == .UPSCALING_DAMAGED ? .damaged : .failed
        }
        self.handle = handle
    }

    deinit {
        upscaling_release(handle)
    }

    func enlarge(
        _ picture: Picture,
        by factor: Int,
        on call: Call,
        report: @escaping @Sendable (Double) -> Void
    ) throws(ImagingError) -> Picture {
        try call.enlarge(picture, by: factor, report: report) { source, target, step, context in
            upscaling_run(handle, source, Int32(factor), target, step, context)
        }
    }
}

extension Call {
    /// Makes room, lets a function of the façade fill it, and makes a picture of it.
    func enlarge(
        _ picture: Picture,
        by factor: Int,
        report: @escaping @Sendable (Double) -> Void,
        _ fill: (upscaling_picture, UnsafeMutablePointer<UInt8>, upscaling_step, UnsafeMutableRawPointer) ->
            upscaling_status
    ) throws(ImagingError) -> Picture {
        guard let size = picture.size.enlarged(by: factor) else { throw .failed }
        let bands = picture.hasAlpha ? 4 : 3
        guard let target = malloc(size.pixels * bands) else { throw .failed }
        let reins = Reins(self, report)
        let status = withExtendedLifetime(reins) {
            picture.lend {
                fill(
                    $0,
                    target.assumingMemoryBound(to: UInt8.self),
                    Reins.step,
                    Unmanaged.passUnretained(reins).toOpaque()
                )
            }
        }
        guard status == .UPSCALING_OK else {
            free(target)
            throw status == .UPSCALING_STOPPED ? .cancelled : .failed
        }
        return try adopt(target, size: size, bands: bands)
    }
}

/// What the façade holds while it works: whom it tells how far it is, and who may stop it.
private final class Reins {
    private let call: Call
    private let report: @Sendable (Double) -> Void

    init(_ call: Call, _ report: @escaping @Sendable (Double) -> Void) {
        self.call = call
        self.report = report
    }

    static let step: upscaling_step = { context, done in
        guard let context else { return true }
        let reins = Unmanaged<Reins>.fromOpaque(context).takeUnretainedValue()
        reins.report(done)
        return !reins.call.isStopped
    }
}
