/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document as OpenDocument text: its content.xml, and the package of all parts. */
#include "ear-odt.h"

#include <glib/gi18n-lib.h>

static const char content_start[]
  = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-content "
    "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
    "xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" "
    "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" "
    "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" "
    "xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" "
    "xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" "
    "xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
    "xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" office:version=\"1.3\">\n";

static const char table_styles[]
  = "<style:style style:name=\"ReportTable\" style:family=\"table\"><style:table-properties style:width=\"17cm\" "
    "table:align=\"left\" fo:margin-bottom=\"0.15cm\"/></style:style>\n"
    "<style:style style:name=\"ReportRow\" style:family=\"table-row\">"
    "<style:table-row-properties fo:keep-together=\"always\"/></style:style>\n"
    "<style:style style:name=\"HeadCell\" style:family=\"table-cell\"><style:table-cell-properties fo:padding=\"0.08cm\" "
    "fo:background-color=\"#f1f4f4\" fo:border-bottom=\"0.03cm solid #555555\" style:vertical-align=\"bottom\"/></style:style>\n"
    "<style:style style:name=\"BodyCell\" style:family=\"table-cell\"><style:table-cell-properties fo:padding=\"0.08cm\" "
    "fo:border-bottom=\"0.01cm solid #8a9494\"/></style:style>\n"
    "<style:style style:name=\"Picture\" style:family=\"graphic\"><style:graphic-properties style:vertical-pos=\"top\" "
    "style:vertical-rel=\"baseline\" style:wrap=\"none\"/></style:style>\n";

/* In hundredths of a centimetre, so that no floating point is written. */
#define TABLE_WIDTH 1700
#define NUMBER_WIDTH 110     /* beside columns of text */
#define HEADING_LETTER 17    /* of Table Heading: its widest words are so wide a letter */
#define CELL_PADDING 25
#define FIRST_LEAST 300
#define MAX_NUMBER_WIDTH 250
#define FIRST_WIDTH 500      /* at least, beside columns of numbers only */
#define TEXT_LEAST 250       /* a day stands on one line */
#define MAX_PICTURE_HEIGHT 2200
#define LOGO_HEIGHT 190
#define MAX_LOGO_WIDTH 780

/* A chart as Word and LibreOffice both show it: a picture, sharp in print. */
#define CHART_PIXELS 760
#define CHART_SCALE 2.5

/* The body, and the styles that came to be needed while it was written. */
typedef struct
{
  GString *body;
  GString *styles;
  GHashTable *made; /* names of the styles made so far */
  GPtrArray *pictures; /* EarOdtPart */
  guint n_tables;
} Writer;

static void
writer_clear (Writer *writer)
{
  g_string_free (writer->body, TRUE);
  g_string_free (writer->styles, TRUE);
  g_hash_table_unref (writer->made);
  g_ptr_array_unref (writer->pictures);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Writer, writer_clear)

/* A paragraph style like another one, written from right to left. */
static char *
right_to_left_style (Writer *writer, const char *parent)
{
  char *name = g_strconcat ("RTL_", parent, NULL);

  if (g_hash_table_add (writer->made, g_strdup (name)))
    g_string_append_printf (writer->styles,
                            "<style:style style:name=\"%s\" style:family=\"paragraph\" style:parent-style-name=\"%s\">"
                            "<style:paragraph-properties style:writing-mode=\"rl-tb\" fo:text-align=\"start\"/></style:style>\n",
                            name, parent);
  return name;
}

/* A text style that only says the language. A tag holds letters, digits and hyphens, so it is a style's name too. */
static char *
language_style (Writer *writer, const char *tag)
{
  g_autofree char *attributes = ear_odt_language (tag);
  char *name = g_strconcat ("Language_", tag, NULL);

  g_strcanon (name, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_", '_');
  if (g_hash_table_add (writer->made, g_strdup (name)))
    g_string_append_printf (writer->styles,
                            "<style:style style:name=\"%s\" style:family=\"text\"><style:text-properties %s/></style:style>\n",
                            name, attributes);
  return name;
}

/* Runs of blanks and line breaks have elements of their own, since XML readers may fold them. */
static void
append_characters (GString *xml, const char *text)
{
  const char *p = text;

  while (*p != '\0')
    {
      gsize plain = strcspn (p, "\n\t ");
      gsize blanks;
      g_autofree char *part = g_strndup (p, plain);

      ear_text_append_xml (xml, part);
      p += plain;
      blanks = strspn (p, " ");
      if (*p == '\n' || *p == '\t')
        g_string_append (xml, *p++ == '\n' ? "<text:line-break/>" : "<text:tab/>");
      else if (blanks == 1)
        g_string_append_c (xml, ' ');
      else if (blanks > 1)
        g_string_append_printf (xml, " <text:s text:c=\"%" G_GSIZE_FORMAT "\"/>", blanks - 1);
      p += blanks;
    }
}

/* @element: "text:p" or "text:h"; @extra: attributes, each after a blank. */
static void
append_paragraph (Writer *writer, const char *element, const char *style, const char *extra, const EarText *text)
{
  g_autofree char *rtl = ear_text_is_right_to_left (text->text) ? right_to_left_style (writer, style) : NULL;
  g_autofree char *language = text->language == NULL ? NULL : language_style (writer, text->language);

  g_string_append_printf (writer->body, "<%s text:style-name=\"%s\"%s>", element, rtl == NULL ? style : rtl, extra);
  if (language != NULL)
    g_string_append_printf (writer->body, "<text:span text:style-name=\"%s\">", language);
  append_characters (writer->body, text->text);
  g_string_append_printf (writer->body, "%s</%s>\n", language == NULL ? "" : "</text:span>", element);
}

static void
append_plain (Writer *writer, const char *style, const char *text)
{
  const EarText plain = { (char *) text, NULL };

  append_paragraph (writer, "text:p", style, "", &plain);
}

static void
append_texts (Writer *writer, const EarBlock *block, const char *style)
{
  for (guint i = 0; i < block->texts->len; i++)
    append_paragraph (writer, "text:p", style, "", g_ptr_array_index (block->texts, i));
}

static void
append_heading (Writer *writer, const EarBlock *block)
{
  g_autofree char *style = g_strdup_printf ("Heading_20_%u", block->level);
  g_autofree char *level = g_strdup_printf (" text:outline-level=\"%u\"", block->level);

  append_paragraph (writer, "text:h", style, level, g_ptr_array_index (block->texts, 0));
}

static void
append_list (Writer *writer, const EarBlock *block)
{
  if (block->texts->len == 0)
    return;
  g_string_append (writer->body, "<text:list text:style-name=\"Bullets\">\n");
  for (guint i = 0; i < block->texts->len; i++)
    {
      g_string_append (writer->body, "<text:list-item>");
      append_paragraph (writer, "text:p", "List_20_Bullet", "", g_ptr_array_index (block->texts, i));
      g_string_append (writer->body, "</text:list-item>\n");
    }
  g_string_append (writer->body, "</text:list>\n");
}

static void
append_cell (Writer *writer, const char *cell_style, const char *paragraph_style, const char *text)
{
  g_string_append_printf (writer->body, "<table:table-cell table:style-name=\"%s\" office:value-type=\"string\">", cell_style);
  append_plain (writer, paragraph_style, text);
  g_string_append (writer->body, "</table:table-cell>\n");
}

static void
append_row (Writer *writer, const EarDocumentTable *table, const EarDocumentRow *row)
{
  static const char *const depth_styles[]
    = { "Table_20_Contents", "Table_20_Row_20_1", "Table_20_Row_20_2", "Table_20_Row_20_3" };

  g_string_append (writer->body, "<table:table-row table:style-name=\"ReportRow\">\n");
  append_cell (writer, "BodyCell", depth_styles[MIN (row->depth, G_N_ELEMENTS (depth_styles) - 1)], row->label);
  for (guint c = 0; c < row->cells->len; c++)
    {
      const EarDocumentColumn *column = g_ptr_array_index (table->columns, c + 1);

      append_cell (writer, "BodyCell", column->is_number ? "Table_20_Number" : "Table_20_Contents",
                   g_array_index (row->cells, EarDocumentCell, c).text);
    }
  g_string_append (writer->body, "</table:table-row>\n");
}

/* No word of a heading is broken: its letters are those of Table Heading, which are small. */
static guint
heading_width (const EarDocumentColumn *column)
{
  g_auto (GStrv) words = g_strsplit_set (column->label, " \n\t", -1);
  glong longest = 0;

  for (guint i = 0; words[i] != NULL; i++)
    longest = MAX (longest, g_utf8_strlen (words[i], -1));
  return (guint) MIN (longest, MAX_NUMBER_WIDTH / HEADING_LETTER) * HEADING_LETTER + CELL_PADDING;
}

/* Numbers get what they need; columns of text share what is left. */
static guint *
measure_columns (const EarDocumentTable *table)
{
  guint n_numbers = 0, n_texts, left = TABLE_WIDTH, number = NUMBER_WIDTH;
  guint *widths = g_new0 (guint, table->columns->len);

  for (guint c = 1; c < table->columns->len; c++)
    n_numbers += ((EarDocumentColumn *) g_ptr_array_index (table->columns, c))->is_number;
  n_texts = table->columns->len - 1 - n_numbers;
  if (n_texts == 0 && n_numbers > 0)
    number = MIN ((TABLE_WIDTH - FIRST_WIDTH) / n_numbers, MAX_NUMBER_WIDTH);
  for (guint c = 1; c < table->columns->len; c++)
    {
      const EarDocumentColumn *column = g_ptr_array_index (table->columns, c);

      widths[c] = column->is_number ? MAX (number, heading_width (column)) : 0;
      left -= MIN (left, widths[c]);
    }
  left = MAX (left, FIRST_LEAST);
  ear_document_table_share_width (table, left, MIN (TEXT_LEAST, left / (n_texts + 1)), MIN (TEXT_LEAST, left / (n_texts + 1)), widths);
  return widths;
}

static void
append_column (Writer *writer, guint number, guint width)
{
  g_autofree char *name = g_strdup_printf ("Table%u.%c", writer->n_tables, 'A' + (char) MIN (number, 25));

  g_string_append_printf (writer->body, "<table:table-column table:style-name=\"%s\"/>\n", name);
  if (g_hash_table_add (writer->made, g_strdup (name)))
    g_string_append_printf (writer->styles,
                            "<style:style style:name=\"%s\" style:family=\"table-column\">"
                            "<style:table-column-properties style:column-width=\"%u.%02ucm\"/></style:style>\n",
                            name, width / 100, width % 100);
}

static void
append_table_head (Writer *writer, const EarDocumentTable *table)
{
  g_autofree guint *widths = measure_columns (table);

  for (guint c = 0; c < table->columns->len; c++)
    append_column (writer, c, widths[c]);
  g_string_append (writer->body, "<table:table-header-rows><table:table-row table:style-name=\"ReportRow\">\n");
  for (guint c = 0; c < table->columns->len; c++)
    {
      const EarDocumentColumn *column = g_ptr_array_index (table->columns, c);

      append_cell (writer, "HeadCell", column->is_number ? "Table_20_Number_20_Heading" : "Table_20_Heading", column->label);
    }
  g_string_append (writer->body, "</table:table-row></table:table-header-rows>\n");
}

/* The caption stands above, where it is read first, and is the table's title for those who cannot see it. */
static void
append_table (Writer *writer, const EarDocumentTable *table)
{
  append_plain (writer, "Caption", table->caption);
  g_string_append_printf (writer->body, "<table:table table:name=\"Table%u\" table:style-name=\"ReportTable\">\n<table:title>",
                          ++writer->n_tables);
  ear_text_append_xml (writer->body, table->caption);
  g_string_append (writer->body, "</table:title>\n");
  append_table_head (writer, table);
  for (guint r = 0; r < table->shown->len; r++)
    append_row (writer, table, g_ptr_array_index (table->shown, r));
  /* A table without rows is not valid. */
  if (table->shown->len == 0)
    {
      g_string_append (writer->body, "<table:table-row>");
      for (guint c = 0; c < table->columns->len; c++)
        append_cell (writer, "BodyCell", "Table_20_Contents", "");
      g_string_append (writer->body, "</table:table-row>\n");
    }
  g_string_append (writer->body, "</table:table>\n");
  if (table->note != NULL)
    append_plain (writer, "Table_20_Note", table->note);
}

/* A picture that stands where a letter would; what it shows is said in words. Takes over @png. */
static void
append_picture (Writer *writer, GBytes *png, guint width, guint height, const char *title, const char *words)
{
  g_autofree char *name = g_strdup_printf ("Pictures/%u.png", writer->pictures->len + 1);

  ear_odt_add_part (writer->pictures, name, png);
  g_string_append_printf (writer->body,
                          "<text:p text:style-name=\"Standard\"><draw:frame draw:style-name=\"Picture\" draw:name=\"Picture%u\" "
                          "text:anchor-type=\"as-char\" svg:width=\"%u.%02ucm\" svg:height=\"%u.%02ucm\">"
                          "<draw:image xlink:href=\"%s\" xlink:type=\"simple\" xlink:show=\"embed\" xlink:actuate=\"onLoad\"/>"
                          "<svg:title>",
                          writer->pictures->len, width / 100, width % 100, height / 100, height % 100, name);
  ear_text_append_xml (writer->body, title);
  g_string_append (writer->body, "</svg:title><svg:desc>");
  ear_text_append_xml (writer->body, words);
  g_string_append (writer->body, "</svg:desc></draw:frame></text:p>\n");
}

static gboolean
append_chart (Writer *writer, const EarChart *chart, GError **error)
{
  g_autofree char *words = ear_chart_describe (chart);
  guint pixels = (guint) ear_chart_file_height (chart, CHART_PIXELS);
  guint height = pixels * TABLE_WIDTH / CHART_PIXELS, width = TABLE_WIDTH;
  GBytes *png = ear_chart_to_png (chart, CHART_PIXELS, CHART_SCALE, error);

  if (png == NULL)
    return FALSE;
  /* A page has room for so much. */
  if (height > MAX_PICTURE_HEIGHT)
    {
      width = width * MAX_PICTURE_HEIGHT / height;
      height = MAX_PICTURE_HEIGHT;
    }
  append_picture (writer, png, width, height, chart->title, words);
  return TRUE;
}

static void
append_logo (Writer *writer, const EarDocument *document)
{
  cairo_surface_t *picture = ear_picture_decode (document->logo);
  const char *name = document->subtitle == NULL ? _ ("Logo") : document->subtitle;
  guint width, height, shown_height = LOGO_HEIGHT;

  if (picture == NULL)
    return;
  width = (guint) cairo_image_surface_get_width (picture);
  height = (guint) cairo_image_surface_get_height (picture);
  cairo_surface_destroy (picture);
  if (width * shown_height > MAX_LOGO_WIDTH * height)
    shown_height = MAX (1, MAX_LOGO_WIDTH * height / width);
  append_picture (writer, g_bytes_ref (document->logo), MAX (1, width * shown_height / height), shown_height, name, name);
}

static void
append_block (Writer *writer, const EarBlock *block)
{
  switch (block->type)
    {
    case EAR_BLOCK_HEADING:
      append_heading (writer, block);
      break;
    case EAR_BLOCK_LIST:
      append_list (writer, block);
      break;
    case EAR_BLOCK_TABLE:
      if (ear_document_table_is_on_page (block->table))
        append_table (writer, block->table);
      break;
    case EAR_BLOCK_QUOTATION:
      append_texts (writer, block, "Quotations");
      if (block->attribution != NULL)
        append_plain (writer, "Attribution", block->attribution);
      break;
    case EAR_BLOCK_NOTICE:
      append_texts (writer, block, "Notice");
      break;
    case EAR_BLOCK_CHART:
    case EAR_BLOCK_PARAGRAPH:
    default:
      append_texts (writer, block, "Text_20_body");
      break;
    }
}

static char *
write_content (Writer *writer, const EarDocument *document, GError **error)
{
  if (document->logo != NULL)
    append_logo (writer, document);
  append_plain (writer, "Title", document->title);
  if (document->subtitle != NULL)
    append_plain (writer, "Subtitle", document->subtitle);
  for (guint i = 0; i < document->blocks->len; i++)
    {
      const EarBlock *block = g_ptr_array_index (document->blocks, i);

      if (block->type != EAR_BLOCK_CHART)
        append_block (writer, block);
      else if (!append_chart (writer, block->chart, error))
        return NULL;
    }
  return g_strconcat (content_start, "<office:automatic-styles>\n", table_styles, writer->styles->str,
                      "</office:automatic-styles>\n<office:body><office:text>\n", writer->body->str,
                      "</office:text></office:body></office:document-content>\n", NULL);
}

/* Takes over @xml. */
static void
add_xml (GPtrArray *parts, const char *name, char *xml)
{
  ear_odt_add_part (parts, name, g_bytes_new_take (xml, strlen (xml)));
}

/**
 * ear_odt_write:
 *
 * Returns: (transfer full) (nullable): the file's bytes. Any thread.
 */
GBytes *
ear_odt_write (const EarDocument *document, GError **error)
{
  g_auto (Writer) writer = { .body = g_string_new (NULL), .styles = g_string_new (NULL) };
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (ear_odt_part_free);
  char *content;

  writer.made = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  writer.pictures = g_ptr_array_new_with_free_func (ear_odt_part_free);
  content = write_content (&writer, document, error);
  if (content == NULL)
    return NULL;
  add_xml (parts, "content.xml", content);
  add_xml (parts, "styles.xml", ear_odt_styles (document));
  add_xml (parts, "meta.xml", ear_odt_meta (document));
  for (guint i = 0; i < writer.pictures->len; i++)
    {
      const EarOdtPart *picture = writer.pictures->pdata[i];

      ear_odt_add_part (parts, picture->name, g_bytes_ref (picture->contents));
    }
  add_xml (parts, "META-INF/manifest.xml", ear_odt_manifest (writer.pictures));
  return ear_odt_pack (parts, error);
}
