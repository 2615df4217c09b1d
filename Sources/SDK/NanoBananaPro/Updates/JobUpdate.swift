#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

extension NanoBananaPro {
    /// Something that happened to a job.
    public enum JobUpdate: Hashable, Sendable {
        /// It has come so far (0 to 1), and this is being done.
        case progress(Double, stage: String)
        /// How a picture looks so far, as a small WebP; only of models that show drafts.
        case preview(index: Int, bytes: Data)
        /// A picture is ready.
        case picture(Picture)
        /// It has ended, well or not; nothing comes after this.
        case ended(Job)
    }
}
