"""What every sentence needs: tags and names by component, parts and suppliers by id."""

from dataclasses import dataclass

from app.core.assets import Asset, Component
from app.core.lead_time import Supplier
from app.core.purchasing import PurchaseOrder
from app.core.stock import Part
from app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Register:
    """The plant's register, read once for a page."""

    assets: dict[str, Asset]
    components: dict[str, Component]
    parts: dict[str, Part]
    suppliers: dict[str, Supplier]

    @classmethod
    def read(cls, uow: UnitOfWork) -> "Register":
        """Read it in the caller's transaction."""
        return cls(
            {asset.id: asset for asset in uow.plant.assets()},
            {component.id: component for component in uow.plant.components()},
            {part.id: part for part in uow.stock.parts()},
            {supplier.id: supplier for supplier in uow.plant.suppliers()},
        )

    def asset_of(self, component_id: str) -> Asset:
        """Return the asset a component belongs to."""
        return self.assets[self.components[component_id].asset_id]

    def where(self, component_id: str) -> str:
        """Name a component with its asset's tag: "P-101, DE bearing"."""
        component = self.components[component_id]
        return f"{self.assets[component.asset_id].tag}, {component.name}"

    def tags_served(self, order: PurchaseOrder) -> str:
        """Name the assets an order's lines serve."""
        components = [line.peg.component_id for line in order.lines if line.peg]
        return ", ".join(dict.fromkeys(self.asset_of(c).tag for c in components))

    def goods(self, order: PurchaseOrder) -> str:
        """Name what is ordered: "1 × 6309-C3", and how many more lines there are."""
        first = order.lines[0]
        text = f"{first.quantity} × {self.parts[first.part_id].number}"
        return text if len(order.lines) == 1 else f"{text} + {len(order.lines) - 1}"

    def supplier_name(self, order: PurchaseOrder) -> str:
        """Name the order's supplier."""
        return self.suppliers[order.supplier_id].name
