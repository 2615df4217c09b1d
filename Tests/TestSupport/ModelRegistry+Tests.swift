package import Engines
import Foundation
import Kernel

extension ModelRegistry {
    /// `free` is the default and takes every size; `paid` costs 3 credits a picture; `table` has one size; `retired` has ended.
    package static var forTests: ModelRegistry {
        get throws {
            try ModelRegistry(
                json: Data(
                    """
                    [
                        \(row("free", sizes: "any", price: 0)),
                        \(row("paid", sizes: "any", price: 3)),
                        \(row("table", sizes: "table", price: 0)),
                        \(row("retired", sizes: "any", price: 0, more: #", "retires": "2026-01-01", "replacement": "free""#))
                    ]
                    """.utf8
                )
            )
        }
    }

    private static func row(
        _ id: String,
        sizes: String,
        price: Int,
        more: String = ""
    ) -> String {
        """
        {"id": "\(id)", "engine": "fake", "aliases": ["\(id == "free" ? "default" : "\(id)-latest")"], "tasks": ["generate"], "kind": "drawing",
         "sizes": "\(sizes)", "aspect_ratios": ["1:1"], "resolutions": ["1K"], "styles": ["flat"], "most_images": 4,
         "takes_seed": true, "credits_per_image": \(price), "typical_seconds": {}, "place": "here"\(more)}
        """
    }
}
