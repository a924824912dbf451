/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What counts of support say, and what those of several tables say together. */
#include <glib/gi18n-lib.h>

#include "ear-assembly-list.h"
#include "ear-terms.h"

enum
{
  NUMBER_DOTS,
  NUMBER_FOR,
  NUMBER_AGAINST,
  NUMBER_UNSURE,
  NUMBER_FIST,
  NUMBER_FIVE = EAR_SUPPORT_N_NUMBERS - 1,
};

/* Fewer than three fingers is no support: with three somebody could live with it (the method of facilitation, in which each
 * person shows a fist to block and five fingers to lead). */
#define FINGERS_OF_SUPPORT 3

static const char *const labels[EAR_SUPPORT_N_NUMBERS] = {
  N_ ("Dots"), N_ ("For"), N_ ("Against"), N_ ("Not sure"), N_ ("Fist"),
  N_ ("One"),  N_ ("Two"), N_ ("Three"),   N_ ("Four"),     N_ ("Five"),
};

/**
 * ear_support_range:
 * @method: (nullable): a word of EAR_TERMS_METHOD
 * @first: (out): the first of the numbers that a count by it has
 * @last: (out): the last of them
 *
 * Any thread.
 */
void
ear_support_range (const char *method, guint *first, guint *last)
{
  if (g_strcmp0 (method, EAR_METHOD_DOTS) == 0)
    *first = *last = NUMBER_DOTS;
  else if (g_strcmp0 (method, EAR_METHOD_HANDS) == 0)
    {
      *first = NUMBER_FOR;
      *last = NUMBER_UNSURE;
    }
  else
    {
      *first = NUMBER_FIST;
      *last = NUMBER_FIVE;
    }
}

/**
 * ear_support_number_label:
 * @number: of EarAssemblySupport.numbers
 *
 * Returns: (transfer none): what it counts, translated. Any thread.
 */
const char *
ear_support_number_label (guint number)
{
  g_return_val_if_fail (number < EAR_SUPPORT_N_NUMBERS, NULL);

  return _ (labels[number]);
}

static void
add_numbers (EarSupportTotal *total, const EarAssemblySupport *support)
{
  for (guint i = 0; i < EAR_SUPPORT_N_NUMBERS; i++)
    {
      if (support->numbers[i] >= 0)
        total->numbers[i] = MAX (total->numbers[i], 0) + support->numbers[i];
    }
}

/**
 * ear_support_total:
 * @method: a word of EAR_TERMS_METHOD
 * @total: (out): what all tables say together by that method; where only the whole room was counted, that
 *
 * Returns: whether anything was counted by that method. Any thread.
 */
gboolean
ear_support_total (const EarAssemblyItem *item, const char *method, EarSupportTotal *total)
{
  const EarAssemblySupport *room = NULL;
  guint n = 0;

  *total = (EarSupportTotal) { .method = method };
  for (guint i = 0; i < EAR_SUPPORT_N_NUMBERS; i++)
    total->numbers[i] = -1;
  for (guint i = 0; i < item->supports->len; i++)
    {
      const EarAssemblySupport *support = item->supports->pdata[i];

      if (!support->is_current || g_strcmp0 (support->method, method) != 0)
        continue;
      if (support->whole_room)
        room = support;
      else
        {
          add_numbers (total, support);
          n++;
        }
    }
  if (n == 0 && room != NULL)
    {
      add_numbers (total, room);
      total->whole_room = TRUE;
    }
  return n > 0 || room != NULL;
}

/**
 * ear_support_percent:
 *
 * Returns: how many of a hundred are for it: of the hands those for, of the fingers three and more; -1 where nobody was
 *   counted, and for dots, of which nobody knows how many there could have been. Any thread.
 */
int
ear_support_percent (const EarSupportTotal *total)
{
  gint64 all = 0, in_favour = 0;
  guint first, last;

  if (g_strcmp0 (total->method, EAR_METHOD_DOTS) == 0)
    return -1;
  ear_support_range (total->method, &first, &last);
  for (guint i = first; i <= last; i++)
    {
      gint64 number = MAX (total->numbers[i], 0);

      all += number;
      in_favour += i == NUMBER_FOR || i >= NUMBER_FIST + FINGERS_OF_SUPPORT ? number : 0;
    }
  return all == 0 ? -1 : (int) ((200 * in_favour + all) / (2 * all));
}

/**
 * ear_support_text:
 *
 * Returns: (transfer full): the count in words, translated: “For 5 · Against 1”. Any thread.
 */
char *
ear_support_text (const EarAssemblySupport *support)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint first, last;

  ear_support_range (support->method, &first, &last);
  for (guint i = first; i <= last; i++)
    {
      if (support->numbers[i] >= 0)
        g_string_append_printf (text, "%s%s %" G_GINT64_FORMAT, text->len == 0 ? "" : " · ", ear_support_number_label (i),
                                support->numbers[i]);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
