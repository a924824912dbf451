/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document as XML for other programs: what data/schema/report.rnc describes. A chart is left out, since the table after it
 * says the same. */
#include "ear-document.h"

static const char head[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<report xmlns=\"urn:earshot:report:1\"";

static void
append_attribute (GString *xml, const char *name, const char *value)
{
  if (value == NULL)
    return;
  g_string_append_printf (xml, " %s=\"", name);
  /* A line break in an attribute would come back as a blank. */
  for (const char *line = value; line != NULL;)
    {
      const char *end = strchr (line, '\n');
      g_autofree char *part = end == NULL ? g_strdup (line) : g_strndup (line, (gsize) (end - line));

      ear_text_append_xml (xml, part);
      if (end != NULL)
        g_string_append (xml, "&#10;");
      line = end == NULL ? NULL : end + 1;
    }
  g_string_append_c (xml, '"');
}

static void
append_text (GString *xml, const char *name, const EarText *text)
{
  g_string_append_printf (xml, "<%s", name);
  append_attribute (xml, "xml:lang", text->language);
  g_string_append_c (xml, '>');
  ear_text_append_xml (xml, text->text);
  g_string_append_printf (xml, "</%s>\n", name);
}

static void
append_texts (GString *xml, const char *around, const char *name, const EarBlock *block)
{
  if (around != NULL)
    {
      g_string_append_printf (xml, "<%s", around);
      append_attribute (xml, "who", block->attribution);
      g_string_append (xml, ">\n");
    }
  for (guint i = 0; i < block->texts->len; i++)
    append_text (xml, name, g_ptr_array_index (block->texts, i));
  if (around != NULL)
    g_string_append_printf (xml, "</%s>\n", around);
}

/* A figure that is hidden says so, and not what it is. */
static void
append_figure (GString *xml, const char *name, gint64 figure)
{
  if (figure == EAR_FIGURE_HIDDEN)
    g_string_append_printf (xml, " %s=\"hidden\"", name);
  else if (figure >= 0)
    g_string_append_printf (xml, " %s=\"%" G_GINT64_FORMAT "\"", name, figure);
}

static void
append_row (GString *xml, const EarDocumentRow *row)
{
  g_string_append (xml, "<row");
  append_attribute (xml, "label", row->label);
  append_attribute (xml, "path", row->path);
  g_string_append_printf (xml, " depth=\"%u\">", row->depth);
  for (guint c = 0; c < row->cells->len; c++)
    {
      const EarDocumentCell *cell = &g_array_index (row->cells, EarDocumentCell, c);

      g_string_append (xml, "<cell");
      append_figure (xml, "voices", cell->contributions);
      append_figure (xml, "sessions", cell->sessions);
      append_figure (xml, "share", cell->share);
      g_string_append_c (xml, '>');
      ear_text_append_xml (xml, cell->text);
      g_string_append (xml, "</cell>");
    }
  g_string_append (xml, "</row>\n");
}

static void
append_table (GString *xml, const EarDocumentTable *table)
{
  g_string_append (xml, "<table");
  append_attribute (xml, "caption", table->caption);
  append_attribute (xml, "note", table->note);
  g_string_append (xml, ">\n");
  for (guint c = 0; c < table->columns->len; c++)
    {
      const EarDocumentColumn *column = g_ptr_array_index (table->columns, c);

      g_string_append (xml, "<column");
      append_attribute (xml, "label", column->label);
      g_string_append_printf (xml, " type=\"%s\"/>\n", column->is_number ? "number" : "text");
    }
  for (guint r = 0; r < table->rows->len; r++)
    append_row (xml, g_ptr_array_index (table->rows, r));
  g_string_append (xml, "</table>\n");
}

static void
append_heading (GString *xml, const EarBlock *block)
{
  const EarText *text = g_ptr_array_index (block->texts, 0);

  g_string_append_printf (xml, "<heading level=\"%u\">", block->level);
  ear_text_append_xml (xml, text->text);
  g_string_append (xml, "</heading>\n");
}

/**
 * ear_xml_write:
 *
 * Returns: (transfer full): the file's bytes. Any thread.
 */
GBytes *
ear_xml_write (const EarDocument *document)
{
  GString *xml = g_string_new (head);

  append_attribute (xml, "xml:lang", document->language);
  append_attribute (xml, "title", document->title);
  append_attribute (xml, "subtitle", document->subtitle);
  append_attribute (xml, "marking", document->marking);
  g_string_append (xml, ">\n");
  for (guint i = 0; i < document->blocks->len; i++)
    {
      const EarBlock *block = g_ptr_array_index (document->blocks, i);

      switch (block->type)
        {
        case EAR_BLOCK_HEADING:
          append_heading (xml, block);
          break;
        case EAR_BLOCK_LIST:
          append_texts (xml, "list", "item", block);
          break;
        case EAR_BLOCK_TABLE:
          append_table (xml, block->table);
          break;
        case EAR_BLOCK_QUOTATION:
          append_texts (xml, "quotation", "p", block);
          break;
        case EAR_BLOCK_NOTICE:
          append_texts (xml, "notice", "p", block);
          break;
        case EAR_BLOCK_PARAGRAPH:
          append_texts (xml, NULL, "p", block);
          break;
        case EAR_BLOCK_CHART:
        default:
          break;
        }
    }
  g_string_append (xml, "</report>\n");
  return g_string_free_to_bytes (xml);
}
