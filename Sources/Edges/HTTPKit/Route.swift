package import Kernel

/// Every address of the product; pages and answers link by these, never by text of their own.
package enum Route: Sendable {
    case studio
    case gallery
    case models
    case jobPage(JobID)
    case imagePage(ImageID)
    case erase
    case erased
    case preferences
    case jobs
    case job(JobID)
    case jobEvents(JobID)
    case images
    case image(ImageID)
    case file(ImageID)
    case modelList
    case health
    case readiness
    case metrics

    /// The address without a language.
    package var path: String {
        switch self {
        case .studio: "/"
        case .gallery: "/gallery"
        case .models: "/models"
        case .jobPage(let id): "/jobs/\(id.text)"
        case .imagePage(let id): "/images/\(id.text)"
        case .erase: "/erase"
        case .erased: "/erased"
        case .preferences: "/preferences"
        case .jobs: "/api/jobs"
        case .job(let id): "/api/jobs/\(id.text)"
        case .jobEvents(let id): "/api/jobs/\(id.text)/events"
        case .images: "/api/images"
        case .image(let id): "/api/images/\(id.text)"
        case .file(let id): "/api/images/\(id.text)/file"
        case .modelList: "/api/models"
        case .health: "/healthz"
        case .readiness: "/readyz"
        case .metrics: "/metrics"
        }
    }

    /// The page's address in a language; English has no prefix.
    package func path(in language: Language) -> String {
        language == .english ? path : "/\(language.rawValue)\(path)"
    }
}
