import FoundationEssentials
import Kernel
import Studio

/// A picture of ours as clients name it: by its id, as a file, or by the whole address of either.
enum PictureName {
    /// Nothing is ever fetched by it: what does not name a picture here names none.
    static func read(_ text: String) -> ImageID? {
        let path = text.split(separator: "?", maxSplits: 1).first ?? ""
        let parts = path.split(separator: "/").suffix(2)
        if let image = parts.reversed().lazy.compactMap({ ImageID($0) }).first { return image }
        return StoredFileID(anySpelling: path)?.image
    }
}
