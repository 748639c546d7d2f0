"""HTML onto paper: a PDF file, a printer, or a picture of a page; no screen and no widgets."""

from app.printing.paper import page_pictures, paint_document, pdf_of, print_pdf

__all__ = ["page_pictures", "paint_document", "pdf_of", "print_pdf"]
