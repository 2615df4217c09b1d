/// Turns `<g class="layer">` into a layer.
struct LayerReader {
    private static let attributes: Set<String> = [
        "class", "data-kind", "data-at", "data-rise", "data-haze", "data-share", "data-front", "data-stack",
        "data-times", "data-seasons", "data-shows", "data-mirror", "data-growth", "data-width", "data-fill",
        "data-every",
        "data-across",
    ]

    let shapes: ShapeReader

    func layer(_ group: SVGElement) throws(LibraryDefect) -> SettingLayer {
        guard group.name == "g", group.attributes["class"] == "layer" else {
            throw shapes.defect(group, "only <g class=\"layer\"> stand below <metadata>")
        }
        for name in group.attributes.keys.sorted() where !Self.attributes.contains(name) {
            throw shapes.defect(group, "the attribute \(name) is not allowed in a layer")
        }
        let kind = try kind(of: group)
        let variants = try variants(of: group, kind)
        return SettingLayer(
            kind: kind,
            at: try range("data-at", of: group, within: -1...1.2),
            rise: try range("data-rise", of: group, within: 0.1...4, otherwise: 1...1),
            haze: try range("data-haze", of: group, within: 0...1, otherwise: 0...0).lowerBound,
            mirror: try range("data-mirror", of: group, within: 0...1, otherwise: 0...0).lowerBound,
            growth: try range("data-growth", of: group, within: 0...1, otherwise: 0...0).lowerBound,
            share: try range("data-share", of: group, within: 0...1, otherwise: 1...1).lowerBound,
            isFront: group.attributes["data-front"] == "true",
            stack: try stack(of: group),
            times: group.attributes["data-times"]?.split(separator: " ").map(String.init) ?? [],
            seasons: try seasons(of: group),
            shows: Self.shows(group, variants),
            variants: variants
        )
    }

    /// What it says that it shows; what is all painted in `{cloud}` shows clouds without saying so.
    private static func shows(_ group: SVGElement, _ variants: [[ShapeTemplate]]) -> Set<String> {
        if let names = group.attributes["data-shows"] {
            return Set(names.split(separator: " ").map(String.init))
        }
        let isCloud = variants.joined().allSatisfy { shape in
            if case .fill(let paint) = shape.role { paint.key == "cloud" } else { false }
        }
        return isCloud ? ["cloud"] : []
    }

    private func seasons(of group: SVGElement) throws(LibraryDefect) -> Set<Season> {
        var seasons: Set<Season> = []
        for name in group.attributes["data-seasons"]?.split(separator: " ") ?? [] {
            guard let season = Season(rawValue: String(name)) else {
                throw shapes.defect(group, "unknown season \"\(name)\"")
            }
            seasons.insert(season)
        }
        return seasons
    }

    private func kind(of group: SVGElement) throws(LibraryDefect) -> SettingLayer.Kind {
        switch group.attributes["data-kind"] {
        case "band":
            let width = try range("data-width", of: group, within: 50...4_000).lowerBound
            return .band(width: width, fill: try fill(of: group))
        case "scatter":
            return .scatter(every: try range("data-every", of: group, within: 20...4_000).lowerBound)
        case "row":
            return .row(every: try range("data-every", of: group, within: 20...4_000).lowerBound)
        case "once":
            return .once(across: try range("data-across", of: group, within: 0...1))
        default:
            throw shapes.defect(group, "data-kind is not band, scatter, row or once")
        }
    }

    private func fill(of group: SVGElement) throws(LibraryDefect) -> Paint {
        let paint = Paint(variable: group.attributes["data-fill"] ?? "")
        guard shapes.colours.contains(paint.key) else {
            throw shapes.defect(group, "data-fill does not name a colour")
        }
        return paint
    }

    private func stack(of group: SVGElement) throws(LibraryDefect) -> Double? {
        guard group.attributes["data-stack"] != nil else { return nil }
        return try range("data-stack", of: group, within: 50...2_000).lowerBound
    }

    private func variants(
        of group: SVGElement,
        _ kind: SettingLayer.Kind
    ) throws(LibraryDefect) -> [[ShapeTemplate]] {
        var variants: [[ShapeTemplate]] = []
        for child in group.children {
            guard child.name == "g", child.attributes == ["class": "variant"] else {
                throw shapes.defect(child, "a layer holds only <g class=\"variant\">")
            }
            let variant = try shapes.shapes(in: child)
            try checkEdges(in: variant, kind, child)
            variants.append(variant)
        }
        guard !variants.isEmpty else { throw shapes.defect(group, "a layer has no variant") }
        return variants
    }

    /// A band's variant has one edge, from its left end to its right, so that any two of them meet.
    private func checkEdges(
        in variant: [ShapeTemplate],
        _ kind: SettingLayer.Kind,
        _ element: SVGElement
    ) throws(LibraryDefect) {
        let edges = variant.filter { $0.role == .edge }
        guard case .band(let width, _) = kind else {
            guard edges.isEmpty else { throw shapes.defect(element, "only bands have an edge") }
            return
        }
        guard edges.count == 1, let run = edges[0].posed([:]).outline.runs().first,
            let start = run.first, let end = run.last,
            start == .zero, abs(end.x - width) < 0.5, abs(end.y) < 0.5
        else { throw shapes.defect(element, "a band's variant has one edge, from 0 0 to its width and 0") }
    }

    private func range(
        _ name: String,
        of group: SVGElement,
        within bounds: ClosedRange<Double>,
        otherwise fallback: ClosedRange<Double>? = nil
    ) throws(LibraryDefect) -> ClosedRange<Double> {
        guard let text = group.attributes[name] else {
            if let fallback { return fallback }
            throw shapes.defect(group, "\(name) is missing")
        }
        guard let numbers = PlainNumber.list(text), let low = numbers.first, let high = numbers.last,
            numbers.count <= 2, low <= high, bounds.contains(low), bounds.contains(high)
        else {
            let span = "\(bounds.lowerBound) to \(bounds.upperBound)"
            throw shapes.defect(group, "\(name) is not one or two numbers from \(span)")
        }
        return low...high
    }
}
