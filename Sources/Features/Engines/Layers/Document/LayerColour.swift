package import Kernel

/// A colour of a layer document.
package typealias LayerColour = Colour
