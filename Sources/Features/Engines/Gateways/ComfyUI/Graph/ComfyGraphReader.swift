import FoundationEssentials
import Kernel

/// Reads a graph from its file, strictly: what is not understood is refused, for later nobody looks again.
struct ComfyGraphReader {
    /// In bytes; the largest graphs that people share are a tenth of it.
    private static let largest = 4 << 20
    private static let longestLabel = 100

    let file: String
    private let root: [String: ComfyJSON]

    init(_ json: Data, file: String) throws(ComfyGraphError) {
        self.file = file
        guard json.count <= Self.largest else {
            throw ComfyGraphError(file: file, place: "", fault: "is larger than \(Self.largest) bytes")
        }
        let value: ComfyJSON
        do {
            value = try JSONDecoder().decode(ComfyJSON.self, from: json)
        } catch {
            throw ComfyGraphError(file: file, undecoded: error)
        }
        guard let root = value.object else {
            throw ComfyGraphError(file: file, place: "", fault: "must be a JSON object")
        }
        self.root = root
    }

    func graph() throws(ComfyGraphError) -> ComfyGraph {
        try refuseStrangers(root, at: "", known: ["graph", "id", "label", "output", "slots"])
        let id = try id()
        let label = try label()
        let nodes = try nodes()
        let output = try text("output", of: root, at: "output")
        guard nodes[output] != nil else { throw fault("output", "the graph has no node \"\(output.shown)\"") }
        let slots = try slots(of: nodes)
        try checkRoles(slots)
        return ComfyGraph(id: id, label: label, slots: slots, output: output, nodes: nodes)
    }

    private func id() throws(ComfyGraphError) -> String {
        let id = try text("id", of: root, at: "id")
        guard id.wholeMatch(of: /[a-z0-9][a-z0-9.\-]{0,63}/) != nil else {
            throw fault(
                "id",
                "must be 1 to 64 small letters, digits, dots and dashes, and begin with a letter or digit"
            )
        }
        return id
    }

    private func label() throws(ComfyGraphError) -> String {
        let label = try text("label", of: root, at: "label")
        let isPrintable = label.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        guard (1...Self.longestLabel).contains(label.count), isPrintable else {
            throw fault("label", "must be 1 to \(Self.longestLabel) printable characters")
        }
        return label
    }

    private func nodes() throws(ComfyGraphError) -> [String: ComfyJSON] {
        let nodes = try object("graph", of: root, at: "graph")
        if nodes["nodes"]?.list != nil {
            throw fault("graph", "is in the editor's own format; export it with \"Export (API)\"")
        }
        guard !nodes.isEmpty else { throw fault("graph", "has no nodes") }
        for (id, node) in nodes.sorted(by: { $0.key < $1.key }) { try check(node, id, among: nodes) }
        return nodes
    }

    private func check(
        _ node: ComfyJSON,
        _ id: String,
        among nodes: [String: ComfyJSON]
    ) throws(ComfyGraphError) {
        let place = "graph.\(id.shown)"
        guard let members = node.object else { throw fault(place, "must be an object") }
        let type = try text("class_type", of: members, at: "\(place).class_type")
        guard !type.isEmpty else { throw fault("\(place).class_type", "must not be empty") }
        let inputs = try object("inputs", of: members, at: "\(place).inputs")
        for (name, value) in inputs.sorted(by: { $0.key < $1.key }) {
            guard let source = value.link, nodes[source] == nil else { continue }
            throw fault(
                "\(place).inputs.\(name.shown)",
                "is linked to node \"\(source.shown)\", which the graph does not have"
            )
        }
    }
}

extension ComfyGraphReader {
    func fault(_ place: String, _ fault: String) -> ComfyGraphError {
        ComfyGraphError(file: file, place: place, fault: fault)
    }

    func refuseStrangers(
        _ object: [String: ComfyJSON],
        at place: String,
        known: [String]
    ) throws(ComfyGraphError) {
        guard let stranger = object.keys.filter({ !known.contains($0) }).min() else { return }
        let path = place.isEmpty ? stranger.shown : "\(place).\(stranger.shown)"
        throw fault(path, "is not known here; there may be \(known.joined(separator: ", "))")
    }

    func text(
        _ member: String,
        of object: [String: ComfyJSON],
        at place: String
    ) throws(ComfyGraphError) -> String {
        guard let value = object[member] else { throw fault(place, "is missing") }
        guard let text = value.text else { throw fault(place, "must be text") }
        return text
    }

    func object(
        _ member: String,
        of object: [String: ComfyJSON],
        at place: String
    ) throws(ComfyGraphError) -> [String: ComfyJSON] {
        guard let value = object[member] else { throw fault(place, "is missing") }
        guard let members = value.object else { throw fault(place, "must be an object") }
        return members
    }

    func slotsMember() throws(ComfyGraphError) -> [String: ComfyJSON] {
        try object("slots", of: root, at: "slots")
    }
}

extension String {
    /// A name of the file's, as short as an error may repeat it.
    var shown: String { String(prefix(64)) }
}
