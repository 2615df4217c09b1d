/// Why weights cannot be used or kept, and what to do.
package enum WeightsRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    case badName(String)
    case unknown(name: String)
    case unreadable(path: String)
    case notWritable(path: String)
    /// Neither safetensors nor GGUF, or not whole.
    case noWeights(path: String)
    case pickle(path: String)

    package var description: String {
        switch self {
        case .badName(let name):
            "\(name) is no name for weights; use letters, digits and ._-, 128 at most, a letter or digit first"
        case .unknown(let name):
            "there are no weights called \(name) here; nbp models list shows those that are"
        case .unreadable(let path):
            "\(path) is no file that can be read; check the path, its owner and its mode"
        case .notWritable(let path):
            "\(path) cannot be written; check its owner, its mode and the free space"
        case .noWeights(let path):
            "\(path) holds no weights, or not all of them; use a whole .safetensors or .gguf file"
        case .pickle(let path):
            "\(path) is a pickle (.ckpt, .pt), which runs code of whoever made it; use a .safetensors or .gguf file"
        }
    }
}
