/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-evidence-board.h"

#include <glib/gi18n.h>

#include "ear-columns.h"
#include "ear-priority-card.h"

#define CARD_WIDTH 220
#define MAX_ACROSS 4
#define COLUMN_WIDTH 250
#define MAX_COLUMNS 3
/* Pixels by which what stands below an item of a column moves in. */
#define STEP 14

struct _EarEvidenceBoard
{
  AdwBin parent_instance;

  GPtrArray *cards; /* EarPriorityCard, in the order they are shown in */
};

G_DEFINE_FINAL_TYPE (EarEvidenceBoard, ear_evidence_board, ADW_TYPE_BIN)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static const struct
{
  const char *nature;
  const char *several;
} headings[] = {
  { "outcome", N_ ("Outcomes") },       { "statement", N_ ("What matters to people") },
  { "pillar", N_ ("Pillars") },         { "domain", N_ ("Domains") },
  { "goal", N_ ("Goals") },             { "objective", N_ ("Objectives") },
  { "ambition", N_ ("Ambitions") },     { "priority", N_ ("Priorities") },
  { "commitment", N_ ("Commitments") }, { "action", N_ ("Actions") },
  { "measure", N_ ("Measures") },       { "principle", N_ ("Principles") },
};

static const char *
heading_of (const char *nature)
{
  for (gsize i = 0; i < G_N_ELEMENTS (headings); i++)
    {
      if (g_str_equal (headings[i].nature, nature))
        return _ (headings[i].several);
    }
  return nature;
}

/* What a strategy promises is mostly below its pillars; where it has none, all of its items count. */
static gboolean
is_promise (const EarEvidenceRow *row, gboolean has_pillars)
{
  return !row->is_heading && (!has_pillars || row->depth > 0);
}

static gboolean
has_pillars (GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const EarEvidenceRow *row = g_ptr_array_index (rows, i);

      if (row->is_heading && row->depth == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * ear_evidence_summarise:
 * @rows: (element-type EarEvidenceRow): a strategy's items
 *
 * Returns: (transfer full): one line, such as "23 of 46 priorities heard".
 */
char *
ear_evidence_summarise (GPtrArray *rows)
{
  gboolean pillars = has_pillars (rows);
  const char *nature = NULL;
  gboolean one_nature = TRUE;
  guint n = 0, heard = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const EarEvidenceRow *row = g_ptr_array_index (rows, i);

      if (!is_promise (row, pillars))
        continue;
      one_nature = one_nature && (nature == NULL || g_str_equal (nature, row->nature));
      nature = row->nature;
      n++;
      heard += row->count.contributions > 0;
    }
  if (one_nature && g_strcmp0 (nature, "priority") == 0)
    return g_strdup_printf (_ ("%u of %u priorities heard"), heard, n);
  if (one_nature && g_strcmp0 (nature, "goal") == 0)
    return g_strdup_printf (_ ("%u of %u goals heard"), heard, n);
  if (one_nature && g_strcmp0 (nature, "ambition") == 0)
    return g_strdup_printf (_ ("%u of %u ambitions heard"), heard, n);
  return g_strdup_printf (_ ("%u of %u points heard"), heard, n);
}

static guint
most_voices (GPtrArray *rows)
{
  guint most = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const EarEvidenceRow *row = g_ptr_array_index (rows, i);

      most = MAX (most, row->works + row->does_not_work + row->ideas + row->questions + row->unsaid);
    }
  return most;
}

/* With only gaps, a heading stays where a gap is below it. */
static GPtrArray *
choose_rows (GPtrArray *rows, gboolean only_gaps)
{
  GPtrArray *chosen = g_ptr_array_new ();
  guint kept_depth = 0;

  for (guint i = rows->len; i > 0; i--)
    {
      EarEvidenceRow *row = g_ptr_array_index (rows, i - 1);
      gboolean keep = !only_gaps || row->is_gap || (row->is_heading && kept_depth > row->depth);

      if (keep)
        g_ptr_array_insert (chosen, 0, row);
      if (keep)
        kept_depth = row->depth;
      else if (row->depth < kept_depth)
        kept_depth = 0;
    }
  return chosen;
}

static void
chosen_cb (EarEvidenceBoard *board, EarPriorityCard *card)
{
  g_signal_emit (board, signals[SIGNAL_CHOSEN], 0, ear_priority_card_get_id (card));
}

static GtkWidget *
add_card (EarEvidenceBoard *board, const EarEvidenceRow *row, guint most)
{
  GtkWidget *card = ear_priority_card_new ();

  ear_priority_card_show (EAR_PRIORITY_CARD (card), row, most);
  g_signal_connect_object (card, "clicked", G_CALLBACK (chosen_cb), board, G_CONNECT_SWAPPED);
  g_ptr_array_add (board->cards, card);
  return card;
}

static GtkWidget *
add_section (GtkBox *box, const char *heading, int column_width, guint max_columns)
{
  GtkWidget *title = gtk_label_new (heading);
  GtkWidget *columns = ear_columns_new (column_width, max_columns);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "heading");
  gtk_widget_set_visible (title, heading != NULL);
  if (heading != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (columns), GTK_ACCESSIBLE_PROPERTY_LABEL, heading, -1);
  gtk_box_append (box, title);
  gtk_box_append (box, columns);
  return columns;
}

/* Items of one nature that stand alone at the top. */
static void
add_flat (EarEvidenceBoard *board, GtkBox *box, GPtrArray *rows, const char *nature, guint most)
{
  GtkWidget *columns = NULL;

  for (guint i = 0; i < rows->len; i++)
    {
      const EarEvidenceRow *row = g_ptr_array_index (rows, i);

      if (row->depth > 0 || row->is_heading || !g_str_equal (row->nature, nature))
        continue;
      if (columns == NULL)
        columns = add_section (box, heading_of (nature), CARD_WIDTH, MAX_ACROSS);
      ear_columns_append (EAR_COLUMNS (columns), add_card (board, row, most));
    }
}

static void
add_pillars (EarEvidenceBoard *board, GtkBox *box, GPtrArray *rows, guint most)
{
  GtkWidget *columns = NULL, *column = NULL;

  for (guint i = 0; i < rows->len; i++)
    {
      const EarEvidenceRow *row = g_ptr_array_index (rows, i);
      GtkWidget *card;

      if (row->depth == 0)
        column = NULL;
      if (row->depth == 0 && !row->is_heading)
        continue;
      if (columns == NULL)
        columns = add_section (box, NULL, COLUMN_WIDTH, MAX_COLUMNS);
      if (column == NULL)
        {
          column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
          gtk_widget_set_valign (column, GTK_ALIGN_START);
          ear_columns_append (EAR_COLUMNS (columns), column);
        }
      card = add_card (board, row, most);
      gtk_widget_set_margin_start (card, row->depth > 1 ? (int) (row->depth - 1) * STEP : 0);
      gtk_box_append (GTK_BOX (column), card);
    }
}

/* Statements first, then the pillars, then what else stands at the top, in the document's order. */
static void
build (EarEvidenceBoard *board, GPtrArray *rows, guint most)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  g_autoptr (GHashTable) done = g_hash_table_new (g_str_hash, g_str_equal);

  g_ptr_array_set_size (board->cards, 0);
  add_flat (board, GTK_BOX (box), rows, "statement", most);
  g_hash_table_add (done, (gpointer) "statement");
  add_pillars (board, GTK_BOX (box), rows, most);
  for (guint i = 0; i < rows->len; i++)
    {
      EarEvidenceRow *row = g_ptr_array_index (rows, i);

      if (row->depth == 0 && !row->is_heading && g_hash_table_add (done, row->nature))
        add_flat (board, GTK_BOX (box), rows, row->nature, most);
    }
  adw_bin_set_child (ADW_BIN (board), box);
}

static gboolean
update (EarEvidenceBoard *board, GPtrArray *rows, guint most)
{
  g_autoptr (GHashTable) by_id = g_hash_table_new (ear_id_hash, ear_id_equal);

  if (rows->len != board->cards->len)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    g_hash_table_insert (by_id, &((EarEvidenceRow *) g_ptr_array_index (rows, i))->id, g_ptr_array_index (rows, i));
  for (guint i = 0; i < board->cards->len; i++)
    {
      if (!g_hash_table_contains (by_id, ear_priority_card_get_id (g_ptr_array_index (board->cards, i))))
        return FALSE;
    }
  for (guint i = 0; i < board->cards->len; i++)
    {
      EarPriorityCard *card = g_ptr_array_index (board->cards, i);

      ear_priority_card_show (card, g_hash_table_lookup (by_id, ear_priority_card_get_id (card)), most);
    }
  return TRUE;
}

static void
ear_evidence_board_dispose (GObject *object)
{
  g_clear_pointer (&EAR_EVIDENCE_BOARD (object)->cards, g_ptr_array_unref);
  G_OBJECT_CLASS (ear_evidence_board_parent_class)->dispose (object);
}

static void
ear_evidence_board_class_init (EarEvidenceBoardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ear_evidence_board_dispose;

  /**
   * EarEvidenceBoard::chosen:
   * @id: (type gpointer): the item's EarId
   *
   * A person wants to see the voices behind an item.
   */
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", EAR_TYPE_EVIDENCE_BOARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
ear_evidence_board_init (EarEvidenceBoard *board)
{
  board->cards = g_ptr_array_new ();
}

/**
 * ear_evidence_board_new:
 *
 * Returns: (transfer floating): an empty board.
 */
GtkWidget *
ear_evidence_board_new (void)
{
  return g_object_new (EAR_TYPE_EVIDENCE_BOARD, NULL);
}

/**
 * ear_evidence_board_show:
 * @rows: (element-type EarEvidenceRow): a strategy's items in the document's order
 * @only_gaps: leaves out what was heard
 *
 * The same items keep their cards, so that focus and place are kept.
 */
void
ear_evidence_board_show (EarEvidenceBoard *board, GPtrArray *rows, gboolean only_gaps)
{
  g_autoptr (GPtrArray) chosen = choose_rows (rows, only_gaps);
  guint most = most_voices (rows);

  g_return_if_fail (EAR_IS_EVIDENCE_BOARD (board));
  if (!update (board, chosen, most))
    build (board, chosen, most);
}
