extension NanoBananaPro.Order {
    /// How pictures are arranged on one canvas.
    public struct Layout: Hashable, Sendable {
        /// The arrangements that there are.
        public enum Kind: String, Hashable, Sendable, CaseIterable {
            /// In rows and columns.
            case grid
            /// Large and small ones beside each other.
            case mosaic
            /// In one row.
            case strip
            /// Two, one beside the other.
            case beforeAfter = "before_after"
            /// Two in one frame, along a line.
            case split
            /// Like prints on a table.
            case collage
            /// One over the other.
            case overlay
            /// The first, cut out, on the second.
            case cutOut = "cut_out"
        }

        /// Which arrangement.
        public var kind: Kind
        /// Between the pictures and the edge, as a share of the shorter side.
        public var margin: Double?
        /// Between the pictures, as a share of the shorter side.
        public var gutter: Double?

        /// Makes an arrangement, with the usual distances unless told otherwise.
        public init(_ kind: Kind, margin: Double? = nil, gutter: Double? = nil) {
            self.kind = kind
            self.margin = margin
            self.gutter = gutter
        }

        /// With the usual distances in rows and columns.
        public static let grid = Layout(.grid)

        var members: [String: NanoBananaPro.JSON] {
            var members: [String: NanoBananaPro.JSON] = ["kind": .text(kind.rawValue)]
            members["margin"] = margin.map { .number($0) }
            members["gutter"] = gutter.map { .number($0) }
            return members
        }
    }
}
