/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-codebook-event.h"

#include <glib/gi18n-lib.h>

/**
 * ear_codebook_event_new:
 * @name: (nullable): copied, as is @other
 *
 * Returns: (transfer full): something that happened to one theme. Any thread, like all of these.
 */
EarCodebookEvent *
ear_codebook_event_new (EarCodebookWhat what, const char *name, const char *other)
{
  EarCodebookEvent *event = g_new0 (EarCodebookEvent, 1);

  *event = (EarCodebookEvent) { what, g_strdup (name), g_strdup (other), 1 };
  return event;
}

void
ear_codebook_event_free (EarCodebookEvent *event)
{
  if (event == NULL)
    return;
  g_free (event->name);
  g_free (event->other);
  g_free (event);
}

static void
event_free (gpointer event)
{
  ear_codebook_event_free (event);
}

/**
 * ear_codebook_events_new:
 *
 * Returns: (transfer full) (element-type EarCodebookEvent): for what happened, in the order that it is told.
 */
GPtrArray *
ear_codebook_events_new (void)
{
  return g_ptr_array_new_with_free_func (event_free);
}

/**
 * ear_codebook_events_count:
 * @name: (nullable): of the first, which alone is named
 *
 * Adds @n more to what is told by its number alone.
 */
void
ear_codebook_events_count (GPtrArray *events, EarCodebookWhat what, const char *name, guint n)
{
  EarCodebookEvent *event = NULL;

  for (guint i = 0; n > 0 && i < events->len; i++)
    {
      event = events->pdata[i];
      if (event->what == what)
        {
          event->n += n;
          return;
        }
    }
  if (n == 0)
    return;
  event = ear_codebook_event_new (what, name, NULL);
  event->n = n;
  g_ptr_array_add (events, event);
}

static char *
count_words (const EarCodebookEvent *event)
{
  if (event->what == EAR_CODEBOOK_MAPPED)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u theme is evidence for other priorities than before",
                                         "%u themes are evidence for other priorities than before", event->n),
                            event->n);
  if (event->n == 1 && event->name != NULL)
    return g_strdup_printf (_ ("“%s” is new"), event->name);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u new theme", "%u new themes", event->n), event->n);
}

/**
 * ear_codebook_event_words:
 *
 * Returns: (transfer full): the event in one sentence.
 */
char *
ear_codebook_event_words (const EarCodebookEvent *event)
{
  switch (event->what)
    {
    case EAR_CODEBOOK_PUBLISHED:
      return event->other == NULL ? g_strdup_printf (_ ("The codebook is version “%s”"), event->name)
                                  : g_strdup_printf (_ ("The codebook is version “%s”, published by %s"), event->name, event->other);
    case EAR_CODEBOOK_RENAMED:
      return g_strdup_printf (_ ("“%s” is called “%s” now"), event->name, event->other);
    case EAR_CODEBOOK_MERGED:
      return g_strdup_printf (_ ("“%s” is merged into “%s”: what was coded with it counts there"), event->name, event->other);
    case EAR_CODEBOOK_SPLIT:
      return g_strdup_printf (_ ("“%s” is split into %s: somebody has to say which part older codings mean"), event->name, event->other);
    case EAR_CODEBOOK_RETIRED:
      return g_strdup_printf (_ ("“%s” is retired: nothing more is coded with it"), event->name);
    case EAR_CODEBOOK_RESTORED:
      return g_strdup_printf (_ ("“%s” is in use again"), event->name);
    case EAR_CODEBOOK_MOVED:
      return event->other == NULL ? g_strdup_printf (_ ("“%s” stands at the top now"), event->name)
                                  : g_strdup_printf (_ ("“%s” stands under “%s” now"), event->name, event->other);
    case EAR_CODEBOOK_REWORDED:
      return g_strdup_printf (_ ("“%s” is explained otherwise than before"), event->name);
    case EAR_CODEBOOK_DELETED:
      return g_strdup_printf (_ ("“%s” is deleted"), event->name);
    case EAR_CODEBOOK_NEW:
    case EAR_CODEBOOK_MAPPED:
    default:
      return count_words (event);
    }
}
