/// One element of our subset of SVG, as written.
struct SVGElement: Equatable {
    let name: String
    var attributes: [String: String]
    /// Where it begins, counted from 1.
    let line: Int
    var children: [SVGElement] = []
    /// Only `metadata` may have any.
    var text = ""
}
