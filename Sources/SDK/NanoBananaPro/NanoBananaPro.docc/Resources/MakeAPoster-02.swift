import Foundation
import NanoBananaPro

func makeAPoster(server: URL, key: String) async throws -> Data? {
    let studio = NanoBananaPro(server: server, key: NanoBananaPro.Key(key))

    var order = NanoBananaPro.Order.generate("two paper boats at dusk")
    order.size = .shape("3:2", .r2K)
    order.count = 2
    return nil
}
