import Foundation
import NanoBananaPro

func makeAPoster(server: URL, key: String) async throws -> Data? {
    let studio = NanoBananaPro(server: server, key: NanoBananaPro.Key(key))

    var order = NanoBananaPro.Order.generate("two paper boats at dusk")
    order.size = .shape("3:2", .r2K)
    order.count = 2

    let job = try await studio.submit(order)
    for try await update in studio.updates(of: job.id) {
        switch update {
        case .progress(let fraction, let stage):
            print("\(Int(fraction * 100)) % \(stage)")
        case .preview(let index, let bytes):
            print("A draft of picture \(index), \(bytes.count) bytes")
        case .picture(let picture):
            print("\(picture.id) is ready: \(picture.width)x\(picture.height)")
        case .ended(let job):
            print("It \(job.status)")
        }
    }
    return nil
}
