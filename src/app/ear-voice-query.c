/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-voice-query.h"

static const EarId *
id_or_null (const EarId *id)
{
  return ear_id_is_none (id) ? NULL : id;
}

static EarId
id_or_none (const EarId *id)
{
  return id == NULL ? EAR_ID_NONE : *id;
}

/**
 * ear_voice_query_new:
 * @filter: (nullable): what to copy; %NULL lets every voice pass
 *
 * Returns: (transfer full): the query. Any thread.
 */
EarVoiceQuery *
ear_voice_query_new (const EarVoiceFilter *filter)
{
  EarVoiceQuery *query = g_new0 (EarVoiceQuery, 1);

  if (filter == NULL)
    return query;
  query->search = g_strdup (filter->search);
  query->group = id_or_none (filter->group);
  query->also_group = id_or_none (filter->also_group);
  query->also_theme = id_or_none (filter->also_theme);
  query->organisation = id_or_none (filter->organisation);
  query->from = g_strdup (filter->from);
  query->until = g_strdup (filter->until);
  query->theme = id_or_none (filter->theme);
  query->priority = id_or_none (filter->priority);
  query->place = id_or_none (filter->place);
  query->session = id_or_none (filter->session);
  query->feeling = g_strdup (filter->feeling);
  query->permission = g_strdup (filter->permission);
  query->uncoded = filter->uncoded;
  query->needs_look = filter->needs_look;
  query->oldest_first = filter->oldest_first;
  return query;
}

/**
 * ear_voice_query_copy:
 *
 * Returns: (transfer full): the same once more.
 */
EarVoiceQuery *
ear_voice_query_copy (const EarVoiceQuery *query)
{
  EarVoiceFilter filter = ear_voice_query_filter (query);
  EarVoiceQuery *copy = ear_voice_query_new (&filter);

  copy->blind = query->blind;
  return copy;
}

void
ear_voice_query_free (EarVoiceQuery *query)
{
  if (query == NULL)
    return;
  g_free (query->search);
  g_free (query->from);
  g_free (query->until);
  g_free (query->feeling);
  g_free (query->permission);
  g_free (query);
}

/**
 * ear_voice_query_is_empty:
 *
 * Returns: whether every voice passes.
 */
gboolean
ear_voice_query_is_empty (const EarVoiceQuery *query)
{
  return (query->search == NULL || query->search[0] == '\0') && ear_id_is_none (&query->group)
         && ear_id_is_none (&query->also_group) && ear_id_is_none (&query->also_theme) && ear_id_is_none (&query->organisation) && query->from == NULL && query->until == NULL
         && ear_id_is_none (&query->theme) && ear_id_is_none (&query->priority) && ear_id_is_none (&query->place)
         && ear_id_is_none (&query->session) && query->feeling == NULL && query->permission == NULL && !query->uncoded
         && !query->needs_look;
}

/**
 * ear_voice_query_filter:
 *
 * Returns: the filter for insight. It points into @query.
 */
EarVoiceFilter
ear_voice_query_filter (const EarVoiceQuery *query)
{
  return (EarVoiceFilter) {
    .search = query->search,
    .group = id_or_null (&query->group),
    .also_group = id_or_null (&query->also_group),
    .also_theme = id_or_null (&query->also_theme),
    .organisation = id_or_null (&query->organisation),
    .from = query->from,
    .until = query->until,
    .theme = id_or_null (&query->theme),
    .priority = id_or_null (&query->priority),
    .place = id_or_null (&query->place),
    .session = id_or_null (&query->session),
    .feeling = query->feeling,
    .permission = query->permission,
    .uncoded = query->uncoded,
    .needs_look = query->needs_look,
    .oldest_first = query->oldest_first,
  };
}
