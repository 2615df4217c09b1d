package import Engines
import Foundation
import Kernel

extension ModelRegistry {
    /// `free` is the default and takes every size; `paid` costs 3 credits a picture and takes a negative prompt; `table` has one size; `retired` has ended; `worker`
    /// does what is done to pictures; `painter` makes pictures of words and up to two others; `pair` cannot do without two, and `patch`
    /// not without one and a mask; `talker` takes up to three and keeps turns; `distant` is free and made by a server.
    package static var forTests: ModelRegistry {
        get throws {
            try ModelRegistry(
                json: Data(
                    """
                    [
                        \(row("free", sizes: "any", price: 0)),
                        \(row("paid", sizes: "any", price: 3, more: #", "takes_negative": true"#)),
                        \(row("table", sizes: "table", price: 0)),
                        \(row("retired", sizes: "any", price: 0, more: #", "retires": "2026-01-01", "replacement": "free""#)),
                        \(worker), \(painter("painter", most: 2)), \(painter("pair", most: 2, more: #", "least_references": 2"#)),
                        \(painter("patch", most: 1, more: #", "least_references": 1, "takes_mask": true, "needs_mask": true"#)),
                        \(painter("talker", most: 3, more: #", "keeps_turns": true, "takes_negative": true"#)),
                        \(row("distant", engine: "server", sizes: "any", price: 0))
                    ]
                    """.utf8
                )
            )
        }
    }

    private static func painter(_ id: String, most: Int, more: String = "") -> String {
        """
        {"id": "\(id)", "engine": "fake", "aliases": [], "tasks": ["generate", "edit"], "kind": "generative",
         "sizes": "table", "aspect_ratios": ["1:1"], "resolutions": ["1K"], "styles": [], "most_images": 1,
         "takes_seed": true, "credits_per_image": 0, "typical_seconds": {}, "place": "here", "most_references": \(most)\(more)}
        """
    }

    private static let worker = """
        {"id": "worker", "engine": "fake", "aliases": [], "tasks": ["edit", "compose", "typeset", "upscale"], "kind": "editing",
         "sizes": "source", "aspect_ratios": [], "resolutions": [], "styles": [], "most_images": 1, "takes_seed": false,
         "credits_per_image": 0, "typical_seconds": {}, "place": "here"}
        """

    private static func row(
        _ id: String,
        engine: String = "fake",
        sizes: String,
        price: Int,
        more: String = ""
    ) -> String {
        """
        {"id": "\(id)", "engine": "\(engine)", "aliases": ["\(id == "free" ? "default" : "\(id)-latest")"], "tasks": ["generate"], "kind": "drawing",
         "sizes": "\(sizes)", "aspect_ratios": ["1:1"], "resolutions": ["1K"], "styles": ["flat"], "most_images": 4,
         "takes_seed": true, "credits_per_image": \(price), "typical_seconds": {}, "place": "here"\(more)}
        """
    }
}
