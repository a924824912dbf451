/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-edition.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ear-edition-since.h"
#include "ear-protect-private.h"

#define FORMAT "earshot-edition 1"

/* Labels come from records and may hold anything. */
static void
append_field (GString *text, const char *field)
{
  g_autofree char *escaped = g_strescape (field, NULL);

  g_string_append_printf (text, "\t%s", escaped);
}

/**
 * ear_edition_write:
 *
 * Text, a line a cell ("c", value, flags, state, what is shown, the values shown like that, what is guarded, id, label) and
 * a line a relation ("r", type, cell and factor by turns). Cells of earlier editions are not in it: those are kept by
 * themselves.
 *
 * Returns: (transfer full): the edition.
 */
char *
ear_edition_write (const EarProtect *protect)
{
  g_autoptr (GString) text = g_string_new (FORMAT "\n");
  g_autofree guint *numbers = g_new (guint, protect->cells->len + 1);
  guint n = 0;

  for (guint i = 0; i < protect->cells->len; i++)
    {
      const EarProtectCell *cell = ear_protect_cell (protect, i);

      numbers[i] = EAR_PROTECT_NO_CELL;
      if (cell->edition > 0 || cell->differs > 0)
        continue;
      numbers[i] = n++;
      g_string_append_printf (text, "c\t%" G_GINT64_FORMAT "\t%u\t%d\t%" G_GINT64_FORMAT "\t%" G_GINT64_FORMAT "\t%d\t%" G_GINT64_FORMAT
                              "\t%" G_GINT64_FORMAT,
                              cell->value, cell->flags, cell->hidden ? 1 : cell->summed ? 2 : 0, cell->open_low,
                              cell->open_high, (int) cell->guard, cell->need_low, cell->need_high);
      append_field (text, cell->id);
      append_field (text, cell->label);
      g_string_append_c (text, '\n');
    }
  for (guint r = 0; r < protect->relations->len; r++)
    {
      const EarRelation *relation = g_ptr_array_index (protect->relations, r);
      gboolean own = TRUE;

      for (guint t = 0; t < relation->n_terms; t++)
        own = own && numbers[relation->terms[t].cell] != EAR_PROTECT_NO_CELL;
      if (!own)
        continue;
      g_string_append_printf (text, "r\t%d", (int) relation->type);
      for (guint t = 0; t < relation->n_terms; t++)
        g_string_append_printf (text, "\t%u\t%d", numbers[relation->terms[t].cell], relation->terms[t].factor);
      g_string_append_c (text, '\n');
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

enum
{
  KIND,
  VALUE,
  FLAGS,
  STATE,
  LOW,
  HIGH,
  GUARD,
  NEED_LOW,
  NEED_HIGH,
  ID,
  LABEL,
  N_FIELDS
};

static gboolean
read_number (const char *text, gint64 *number)
{
  return g_ascii_string_to_signed (text, 10, G_MININT64 / 4, G_MAXINT64, number, NULL);
}

static gboolean
add_cell (EarProtect *protect, char **fields, guint edition, EarEarlier *earlier, GArray *cells)
{
  g_autofree char *old_id = g_strcompress (fields[ID]), *label = g_strcompress (fields[LABEL]);
  g_autofree char *id = g_strdup_printf ("edition-%u:%s", edition, old_id);
  gint64 numbers[N_FIELDS];
  EarProtectCell *cell;
  guint index;

  for (guint i = VALUE; i <= NEED_HIGH; i++)
    {
      if (!read_number (fields[i], &numbers[i]))
        return FALSE;
    }
  if (numbers[VALUE] < 0 || numbers[VALUE] > G_MAXUINT || numbers[GUARD] < EAR_GUARD_NONE || numbers[GUARD] > EAR_GUARD_OUTSIDE
      || ear_protect_find (protect, id) != EAR_PROTECT_NO_CELL)
    return FALSE;
  index = ear_protect_add_cell (protect, id, label, (guint) numbers[VALUE], (guint) numbers[FLAGS] & ~EAR_CELL_IMPORTANT);
  cell = ear_protect_cell (protect, index);
  cell->edition = edition;
  cell->hidden = numbers[STATE] == 1;
  cell->summed = numbers[STATE] == 2;
  cell->open_low = numbers[LOW];
  cell->open_high = numbers[HIGH];
  cell->guard = (EarGuard) numbers[GUARD];
  cell->need_low = numbers[NEED_LOW];
  cell->need_high = numbers[NEED_HIGH];
  g_array_append_val (cells, index);
  ear_earlier_add (earlier, old_id, index);
  return TRUE;
}

static gboolean
add_relation (EarProtect *protect, char **fields, const GArray *cells)
{
  g_autoptr (GArray) terms = g_array_new (FALSE, FALSE, sizeof (EarTerm));
  guint n = g_strv_length (fields);
  gint64 type;

  if (n < 4 || n % 2 != 0 || !read_number (fields[1], &type) || type < EAR_RELATION_EQUAL || type > EAR_RELATION_AT_MOST)
    return FALSE;
  for (guint i = 2; i < n; i += 2)
    {
      gint64 cell, factor;
      EarTerm term;

      if (!read_number (fields[i], &cell) || !read_number (fields[i + 1], &factor) || cell < 0 || cell >= cells->len
          || ABS (factor) > G_MAXINT16)
        return FALSE;
      term = (EarTerm) { g_array_index (cells, guint, cell), (int) factor };
      g_array_append_val (terms, term);
    }
  ear_protect_add_relation (protect, (EarRelationType) type, (EarTerm *) (gpointer) terms->data, terms->len);
  return TRUE;
}

static gboolean
read_edition (EarProtect *protect, const EarStoreEdition *edition, EarEarlier *earlier)
{
  g_auto (GStrv) lines = g_strsplit (edition->figures, "\n", -1);
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (guint));
  gboolean good = lines[0] != NULL && g_str_equal (lines[0], FORMAT);

  for (guint i = 1; good && lines[i] != NULL && lines[i][0] != '\0'; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], "\t", -1);

      if (g_str_equal (fields[KIND], "c"))
        good = g_strv_length (fields) == N_FIELDS && add_cell (protect, fields, protect->editions->len, earlier, cells);
      else
        good = g_str_equal (fields[KIND], "r") && add_relation (protect, fields, cells);
    }
  return good;
}

/**
 * ear_edition_add_earlier:
 *
 * To be called for the oldest first: each is tied to the one that was added before it and to the new one.
 *
 * Returns: whether the edition could be read; EAR_INSIGHT_ERROR_EDITION where it is damaged.
 */
gboolean
ear_edition_add_earlier (EarProtect *protect, const EarStoreEdition *edition, GError **error)
{
  EarEarlier *before = protect->earlier->len == 0
                         ? NULL
                         : g_ptr_array_index (protect->earlier, protect->earlier->len - 1);
  EarEarlier *earlier = ear_earlier_new (protect->relations->len), *now;

  /* The new one is kept like an earlier one while others are tied to it. */
  if (before == NULL)
    ear_earlier_add_new (protect);
  now = g_ptr_array_index (protect->earlier, 0);
  g_ptr_array_add (protect->editions, g_strdup (edition->title));
  g_ptr_array_add (protect->earlier, earlier);
  if (!read_edition (protect, edition, earlier))
    {
      g_set_error (error, EAR_INSIGHT_ERROR, EAR_INSIGHT_ERROR_EDITION,
                   _ ("The edition “%s” that was published before cannot be read, so a new one cannot be compared with it. Nothing "
                      "was written, and the workbook is as it was. Check the workbook, or forget that edition."),
                   edition->title);
      return FALSE;
    }
  earlier->end_relation = protect->relations->len;
  ear_earlier_tie (protect, earlier, now, protect->editions->len);
  if (before != NULL)
    ear_earlier_tie (protect, before, earlier, protect->editions->len - 1);
  return TRUE;
}

gboolean
ear_edition_add_all (EarProtect *protect, EarStore *store, GError **error)
{
  g_autoptr (GPtrArray) editions = ear_store_list_editions (store, TRUE, error);
  gboolean good = editions != NULL;

  for (guint i = 0; good && i < editions->len; i++)
    good = ear_edition_add_earlier (protect, g_ptr_array_index (editions, i), error);
  return good;
}

/**
 * ear_edition_keep:
 * @n: (out) (optional): its number
 */
gboolean
ear_edition_keep (const EarProtect *protect, EarStore *store, const char *title, gint64 *n, GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc ((gint64) (ear_store_now_ms (store) / 1000));
  g_autoptr (EarStoreEdition) edition = g_new0 (EarStoreEdition, 1);

  edition->title = g_strdup (title);
  edition->published = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
  edition->preset = ear_preset_to_string (&protect->preset);
  edition->figures = ear_edition_write (protect);
  if (!ear_store_keep_edition (store, edition, error))
    return FALSE;
  if (n != NULL)
    *n = edition->n;
  return TRUE;
}
