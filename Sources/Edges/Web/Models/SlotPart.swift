import Engines
import Kernel
import Mustache
import Studio

/// The place of a picture to come, of the picture's own shape.
struct SlotPart: MustacheParent, Sendable {
    let size: PixelSize
    /// From 0 to 99: what is whole is a picture.
    let percent: Int
    /// Whether this very picture is being made.
    let isActive: Bool
    let label: String

    func child(named name: String) -> Any? {
        switch name {
        case "width": size.width
        case "height": size.height
        case "percent": percent
        case "is_active": isActive
        case "label": label
        default: nil
        }
    }
}

extension SlotPart {
    /// What scripts copy and fill in.
    static let blank = SlotPart(
        size: PixelSize(width: 1, height: 1),
        percent: 0,
        isActive: true,
        label: ""
    )

    /// The places of pictures that a job still lacks: the first is being made, the others wait.
    static func places(of job: Job, _ words: Catalogue) -> [SlotPart] {
        guard !job.status.isFinal else { return [] }
        let fraction = max(0, job.progress * Double(job.count) - Double(job.images.count))
        return (job.images.count..<max(job.count, job.images.count)).map { place in
            let isActive = place == job.images.count && job.status == .running
            return SlotPart(
                size: job.size,
                percent: isActive ? min(99, Int((fraction * 100).rounded())) : 0,
                isActive: isActive,
                label: isActive
                    ? words.stage(of: job) : words["stage.\(EngineProgress.Stage.waiting.rawValue)"]
            )
        }
    }
}
