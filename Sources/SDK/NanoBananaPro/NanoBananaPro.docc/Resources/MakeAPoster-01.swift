import Foundation
import NanoBananaPro

func makeAPoster(server: URL, key: String) async throws -> Data? {
    let studio = NanoBananaPro(server: server, key: NanoBananaPro.Key(key))
    return nil
}
