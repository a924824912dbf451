/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How wide the columns of words are. A column of days needs less than one of answers, and a long answer needs not all there is: width is
 * given by the square root of the longest text, within bounds. */
#include "ear-document.h"

#define LEAST_CHARACTERS 10
#define MOST_CHARACTERS 80
#define INDENT_CHARACTERS 3

static guint
weigh (const EarDocumentTable *table, guint column)
{
  glong longest = LEAST_CHARACTERS;
  guint root = 0;

  for (guint r = 0; r < table->shown->len; r++)
    {
      const EarDocumentRow *row = table->shown->pdata[r];

      if (column == 0)
        longest = MAX (longest, g_utf8_strlen (row->label, -1) + INDENT_CHARACTERS * (glong) row->depth);
      else if (column <= row->cells->len)
        longest = MAX (longest, g_utf8_strlen (g_array_index (row->cells, EarDocumentCell, column - 1).text, -1));
    }
  while ((root + 1) * (root + 1) <= 100 * (guint) MIN (longest, MOST_CHARACTERS))
    root++;
  return root;
}

static gboolean
is_of_words (const EarDocumentTable *table, guint column)
{
  return column == 0 || !((EarDocumentColumn *) table->columns->pdata[column])->is_number;
}

/**
 * ear_document_table_share_width:
 * @width: what there is for the headings of the rows and all columns of words together, in any unit
 * @first_least: what the headings of the rows have at least
 * @least: what each column of words has at least
 * @widths: (inout): one a column; those of numbers stay as they are
 *
 * Where there is less than all have at least, they have that all the same. Any thread.
 */
void
ear_document_table_share_width (const EarDocumentTable *table, guint width, guint first_least, guint least, guint *widths)
{
  guint n = table->columns->len, sum = 0;
  g_autofree guint *weights = g_new0 (guint, n);
  gboolean again = TRUE;

  for (guint c = 0; c < n; c++)
    sum += weights[c] = is_of_words (table, c) ? weigh (table, c) : 0;
  while (again)
    {
      again = FALSE;
      for (guint c = 0; c < n; c++)
        {
          guint needed = c == 0 ? first_least : least;

          if (weights[c] == 0 || (guint64) width * weights[c] >= (guint64) needed * sum)
            continue;
          widths[c] = needed;
          width -= MIN (width, needed);
          sum -= weights[c];
          weights[c] = 0;
          again = TRUE;
        }
    }
  for (guint c = 0; c < n; c++)
    {
      if (weights[c] > 0)
        widths[c] = (guint) ((guint64) width * weights[c] / sum);
    }
}
