package import Kernel

/// What pictures are painted with.
package typealias Colour = Kernel.Colour
