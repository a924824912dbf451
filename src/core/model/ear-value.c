/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a value of each type may be. The one canonical text of a value is what files and digests hold. */
#include "ear-error.h"
#include "ear-record.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_QUARK (ear-model-error-quark, ear_model_error)

/* XML 1.0 cannot hold these even when escaped, so no field does. */
static gboolean
is_forbidden_character (gunichar c)
{
  return (c < 0x20 && c != '\t' && c != '\n') || c == 0xfffe || c == 0xffff;
}

/**
 * ear_value_tidy:
 * @value: (nullable): text as somebody typed it, valid UTF-8
 *
 * Brings typed text into the one form it is kept in: Unicode NFC, line ends as newlines, no characters that
 * XML cannot hold, no blanks around it, and on one line where the field is a line.
 *
 * Returns: (nullable) (transfer full): the text, or %NULL when nothing is left.
 */
char *
ear_value_tidy (EarType type, const char *value)
{
  g_autofree char *normal = NULL;
  g_autoptr (GString) tidy = NULL;

  if (value == NULL || !g_utf8_validate (value, -1, NULL))
    return NULL;

  tidy = g_string_sized_new (strlen (value));
  for (const char *p = value; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\r')
        c = p[1] == '\n' ? 0 : '\n';
      else if (is_forbidden_character (c))
        c = 0;
      if ((c == '\n' || c == '\t') && type != EAR_TYPE_PROSE)
        c = ' ';
      if (c != 0)
        g_string_append_unichar (tidy, c);
    }
  g_strstrip (tidy->str);
  /* Last, since a mark may now stand beside a letter that it was apart from. */
  normal = g_utf8_normalize (tidy->str, -1, G_NORMALIZE_NFC);
  return *normal == '\0' ? NULL : g_steal_pointer (&normal);
}

static gboolean
is_canonical_integer (const char *value)
{
  gsize digits = strspn (value, "0123456789");

  return digits > 0 && digits <= 15 && value[digits] == '\0' && (*value != '0' || digits == 1);
}

static gboolean
read_number (const char *text, int width, int *number)
{
  *number = 0;
  for (int i = 0; i < width; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      *number = *number * 10 + (text[i] - '0');
    }
  return TRUE;
}

static gboolean
is_day (const char *value)
{
  int year, month, day;

  return read_number (value, 4, &year) && value[4] == '-' && read_number (value + 5, 2, &month) && value[7] == '-'
         && read_number (value + 8, 2, &day) && year > 0
         && g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year);
}

static gboolean
is_moment (const char *value)
{
  gsize length = strlen (value);
  int hour, minute;

  /* Published evidence is often known by its year or month only. */
  if (length == 4 || length == 7)
    {
      g_autofree char *whole = g_strconcat (value, length == 4 ? "-01-01" : "-01", NULL);

      return is_day (whole);
    }
  if (length == 10)
    return is_day (value);
  return length == 16 && is_day (value) && value[10] == 'T' && read_number (value + 11, 2, &hour) && hour < 24
         && value[13] == ':' && read_number (value + 14, 2, &minute) && minute < 60;
}

static gboolean
is_language (const char *value)
{
  gsize length = strlen (value);

  return length >= 2 && length <= 35 && strspn (value, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == length
         && g_ascii_isalpha (value[0]) && value[length - 1] != '-';
}

static gboolean
is_text (const char *value, gboolean one_line)
{
  const char *p = value;

  while (*p != '\0')
    {
      gunichar c;

      /* Most characters are these, and every bundle's text comes through here. */
      while ((guchar) *p >= 0x20 && (guchar) *p < 0x80)
        p++;
      if (*p == '\0')
        break;
      c = g_utf8_get_char (p);
      p = g_utf8_next_char (p);
      if (is_forbidden_character (c) || (one_line && (c == '\n' || c == '\t')))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_well_formed (const EarFieldInfo *info, const char *value)
{
  EarId id;

  switch (info->type)
    {
    case EAR_TYPE_LINE:
      return is_text (value, TRUE);
    case EAR_TYPE_PROSE:
      return is_text (value, FALSE);
    case EAR_TYPE_INTEGER:
      return is_canonical_integer (value);
    case EAR_TYPE_BOOLEAN:
      return g_str_equal (value, "true");
    case EAR_TYPE_DAY:
      return strlen (value) == 10 && is_day (value);
    case EAR_TYPE_MOMENT:
      return is_moment (value);
    case EAR_TYPE_LANGUAGE:
      return is_language (value);
    case EAR_TYPE_TERM:
      return ear_term_index (info->terms, value) >= 0;
    case EAR_TYPE_REFERENCE:
      return ear_id_parse (value, &id);
    default:
      g_return_val_if_reached (FALSE);
    }
}

/**
 * ear_value_validate:
 * @value: (nullable): the value in canonical text
 *
 * Returns: whether the field may hold @value. Any thread.
 */
gboolean
ear_value_validate (EarKind kind, guint field, const char *value, GError **error)
{
  const EarFieldInfo *info = ear_field_info (kind, field);
  gsize limit = info->type == EAR_TYPE_PROSE ? EAR_MAX_PROSE_BYTES : EAR_MAX_LINE_BYTES;
  gsize length = value == NULL ? 0 : strlen (value);

  if (value == NULL)
    return TRUE;

  if (length > limit)
    {
      g_set_error (error, EAR_MODEL_ERROR, EAR_MODEL_ERROR_TOO_LONG,
                   _ ("“%s” of a %s is too long: at most %" G_GSIZE_FORMAT " bytes fit. Nothing was changed; please shorten it."),
                   info->name, ear_kind_info (kind)->name, limit);
      return FALSE;
    }
  if (length == 0 || !g_utf8_validate (value, (gssize) length, NULL) || !is_well_formed (info, value))
    {
      g_autofree char *shown = g_utf8_make_valid (value, (gssize) MIN (strlen (value), 60));

      g_set_error (error, EAR_MODEL_ERROR, EAR_MODEL_ERROR_INVALID_VALUE,
                   _ ("“%s” cannot be the %s of a %s. Nothing was changed; please correct it."), shown, info->name,
                   ear_kind_info (kind)->name);
      return FALSE;
    }
  return TRUE;
}

/**
 * ear_record_validate:
 *
 * Returns: whether every value is one its field may hold and nothing that the record needs is missing.
 *   A deleted or erased record needs nothing.
 */
gboolean
ear_record_validate (const EarRecord *record, GError **error)
{
  const EarKindInfo *kind = ear_kind_info (record->kind);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const char *value = ear_record_get (record, i);

      if (!ear_value_validate (record->kind, i, value, error))
        return FALSE;
      if (value == NULL && (kind->fields[i].flags & EAR_FIELD_REQUIRED) && !record->erased
          && !ear_record_is_deleted (record))
        {
          g_set_error (error, EAR_MODEL_ERROR, EAR_MODEL_ERROR_MISSING_VALUE,
                       _ ("A %s needs a “%s”. Nothing was changed; please fill it in."), kind->name, kind->fields[i].name);
          return FALSE;
        }
    }
  return TRUE;
}
