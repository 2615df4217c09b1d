import Foundation
import NanoBananaPro

func makeAPoster(server: URL, key: String) async throws -> Data? {
    let studio = NanoBananaPro(server: server, key: NanoBananaPro.Key(key))

    var order = NanoBananaPro.Order.generate("two paper boats at dusk")
    order.size = .shape("3:2", .r2K)
    order.count = 2

    do {
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

        guard let first = try await studio.finished(job.id).pictures.first else { return nil }
        let edited = try await studio.edit(first.id, as: "make it warmer and blur the background")
        guard let result = edited.pictures.first else { return nil }
        return try await studio.file(of: result.id, as: .webp)
    } catch let error as NanoBananaProError {
        switch error.code {
        case .quotaExceeded, .tooManyJobs:
            print("Not now; try again in \(error.retryAfter ?? .seconds(60))")
        case .promptRefused:
            print("The words were refused: \(error.detail)")
        default:
            print("\(error.detail) (\(error.requestID ?? "no request"))")
        }
        return nil
    }
}
